using CrossRiver.Emulator.Cli.Comparing.Replaying;

namespace CrossRiver.Emulator.Cli.Comparing.Differing;

/// <summary>Finds the differences between two JSON bodies, member by member.</summary>
/// <param name="isRead">Whether the call reads.</param>
internal sealed class BodyComparison(IdPairs pairs, ShownText shown, bool isRead)
{
    private const string Absent = "absent";

    private readonly List<Finding> _found = [];

    public static IReadOnlyList<Finding> Compare(JsonElement bank, JsonElement emulator, IdPairs pairs, ShownText shown, bool isRead)
    {
        var comparison = new BodyComparison(pairs, shown, isRead);
        comparison.Compare(JsonPlace.Root, bank, emulator);
        return comparison._found;
    }

    public static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "Boolean",
        _ => "null",
    };

    private void Compare(JsonPlace at, JsonElement bank, JsonElement emulator)
    {
        if (TypeOf(bank) != TypeOf(emulator))
        {
            Add(DifferenceKind.Type, at, TypeOf(bank), TypeOf(emulator));
            return;
        }

        switch (bank.ValueKind)
        {
            case JsonValueKind.Object:
                CompareMembers(at, MembersOf(bank), MembersOf(emulator));
                break;
            case JsonValueKind.Array:
                CompareItems(at, [.. bank.EnumerateArray()], [.. emulator.EnumerateArray()]);
                break;
            case JsonValueKind.String:
                CompareTexts(at, bank, emulator);
                break;
            case JsonValueKind.Number when TextForm.OfNumber(bank) != TextForm.OfNumber(emulator):
                Add(DifferenceKind.Format, at, TextForm.OfNumber(bank), TextForm.OfNumber(emulator));
                break;
            case var _ when bank.GetRawText() != emulator.GetRawText():
                AddValue(at, bank, emulator);
                break;
        }
    }

    private void CompareMembers(JsonPlace at, OrderedDictionary<string, JsonElement> bank, OrderedDictionary<string, JsonElement> emulator)
    {
        var isPage = bank.ContainsKey("pageNumber");
        foreach (var (name, value) in bank)
        {
            if (emulator.TryGetValue(name, out var other))
            {
                Compare(at.Member(name, shown.Name(name), isPage), value, other);
            }
            else if (!VolatileMembers.MayBeAbsent(name))
            {
                Add(DifferenceKind.Missing, at.Member(name, shown.Name(name)), TypeOf(value), Absent);
            }
        }

        foreach (var (name, value) in emulator.Where(member => !bank.ContainsKey(member.Key) && !VolatileMembers.MayBeAbsent(member.Key)))
        {
            Add(DifferenceKind.Extra, at.Member(name, shown.Name(name)), Absent, TypeOf(value));
        }

        CompareMemberOrder(at, [.. bank.Keys.Where(emulator.ContainsKey)], [.. emulator.Keys.Where(bank.ContainsKey)]);
    }

    private void CompareMemberOrder(JsonPlace at, List<string> bank, List<string> emulator)
    {
        if (Enumerable.Range(0, bank.Count).FirstOrDefault(index => bank[index] != emulator[index], -1) is >= 0 and var first)
        {
            var (one, other) = (shown.Name(bank[first]), shown.Name(emulator[first]));
            Add(DifferenceKind.Order, at, $"{one} before {other}", $"{other} before {one}");
        }
    }

    private void CompareItems(JsonPlace at, List<JsonElement> bank, List<JsonElement> emulator)
    {
        if (bank.Concat(emulator).All(item => item.ValueKind is JsonValueKind.String))
        {
            CompareWords(at, bank, emulator);
            return;
        }

        // A page has customers from before the recording, too.
        var own = at.IsOfPage ? bank.Where(item => IdOf(item) is not { } id || pairs.Has(id)).ToList() : bank;
        var left = emulator.Index().ToList();
        var places = new List<int>();
        for (var index = 0; index < own.Count; index++)
        {
            var place = at.Item(index);
            var id = IdOf(own[index]) is { } bankId ? pairs.Translate(bankId) : null;
            var match = left.FindIndex(item => id is not null && IdOf(item.Item) == id);
            if (match < 0 && !at.IsOfPage && left is not [])
            {
                // An item without an identifier has its place.
                match = 0;
            }

            if (match < 0)
            {
                Add(DifferenceKind.Missing, place, TypeOf(own[index]), Absent);
                continue;
            }

            Compare(place, own[index], left[match].Item);
            places.Add(left[match].Index);
            left.RemoveAt(match);
        }

        CompareOrder(at, places, [.. places.Order()]);

        // With customers from before, the customers of the recording may be on another page.
        var isCut = own.Count < bank.Count;
        foreach (var (offset, item) in left.Select(other => other.Item).Index().Where(_ => !isCut))
        {
            Add(DifferenceKind.Extra, at.Item(own.Count + offset), Absent, TypeOf(item));
        }
    }

    private void CompareWords(JsonPlace at, List<JsonElement> bank, List<JsonElement> emulator)
    {
        var (words, ours) = (bank.ConvertAll(item => pairs.Translate(item.TextOrNull() ?? "")), emulator.ConvertAll(item => item.TextOrNull() ?? ""));
        if (words.Count == ours.Count && !words.Order(StringComparer.Ordinal).SequenceEqual(ours.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            foreach (var (index, pair) in bank.Zip(emulator).Index())
            {
                Compare(at.Item(index), pair.First, pair.Second);
            }

            return;
        }

        _found.AddRange(PlacesWithout(words, ours).Select(index => new Finding(DifferenceKind.Missing, at.Item(index).Path, shown.Value(at.Name, bank[index]), Absent)));
        _found.AddRange(PlacesWithout(ours, words).Select(index => new Finding(DifferenceKind.Extra, at.Item(index).Path, Absent, shown.Value(at.Name, emulator[index]))));
        if (words.Count == ours.Count)
        {
            CompareOrder(at, words, ours);
        }
    }

    private void CompareOrder<T>(JsonPlace at, List<T> bank, List<T> emulator)
    {
        if (!bank.SequenceEqual(emulator))
        {
            Add(DifferenceKind.Order, at, "in its order", "in another order");
        }
    }

    // A word that is there twice needs two counterparts.
    private static List<int> PlacesWithout(List<string> words, List<string> counterparts)
    {
        var left = new List<string>(counterparts);
        return [.. words.Index().Where(word => !left.Remove(word.Item)).Select(word => word.Index)];
    }

    private void CompareTexts(JsonPlace at, JsonElement bank, JsonElement emulator)
    {
        var (text, ours) = (bank.TextOrNull() ?? "", emulator.TextOrNull() ?? "");
        var translated = pairs.Translate(text);
        var (form, other) = (TextForm.Of(text), TextForm.Of(ours));
        if (text == ours || MaskedParts.IsMasked(text))
        {
            return;
        }

        if (form != other)
        {
            Add(DifferenceKind.Format, at, form ?? "text", other ?? "text");
        }
        else if (translated == ours || TextForm.IsMoment(text) || VolatileMembers.IsScanUnderWay(at.Name, text, ours, isRead))
        {
            return;
        }
        else if (translated.Equals(ours, StringComparison.OrdinalIgnoreCase) && !at.IsMessage)
        {
            Add(DifferenceKind.Format, at, TextForm.CasingOf(text), TextForm.CasingOf(ours));
        }
        else if (IdPairs.IsNumbered(at.Name) && text.Length != ours.Length)
        {
            Add(DifferenceKind.Format, at, $"{text.Length} characters", $"{ours.Length} characters");
        }
        else
        {
            AddValue(at, bank, emulator);
        }
    }

    private void AddValue(JsonPlace at, JsonElement bank, JsonElement emulator)
    {
        if (VolatileMembers.MayDiffer(at.Name))
        {
            return;
        }

        if (at.IsMessage)
        {
            Add(DifferenceKind.Message, at, shown.Message(bank.TextOrNull() ?? ""), shown.Message(emulator.TextOrNull() ?? ""));
        }
        else
        {
            Add(at.IsCode ? DifferenceKind.Code : DifferenceKind.Value, at, shown.Value(at.Name, bank), shown.Value(at.Name, emulator));
        }
    }

    private void Add(DifferenceKind kind, JsonPlace at, string bank, string emulator) => _found.Add(new Finding(kind, at.Path, bank, emulator));

    private static OrderedDictionary<string, JsonElement> MembersOf(JsonElement value)
    {
        var members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            members.TryAdd(member.SafeName(), member.Value);
        }

        return members;
    }

    private static string? IdOf(JsonElement item) => (item.FindMember("id") ?? item.FindMember("accountNumber"))?.TextOrNull();
}
