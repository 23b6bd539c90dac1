using System.Text.RegularExpressions;
using CrossRiver.Emulator.Cli.Comparing.Reading;

namespace CrossRiver.Emulator.Cli.Comparing.Replaying;

/// <summary>Pairs the identifiers of the bank with the emulator's, as answers have them at the same member.</summary>
internal sealed partial class IdPairs
{
    // Members of requests that name a resource, with the end of the path at which it was created.
    private static readonly (string Member, string Collection)[] NamingMembers =
        [("customerId", "/customers"), ("accountNumber", "/accounts"), ("accountNumber", "/subaccounts")];

    private readonly Dictionary<string, string> _pairs = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _paired = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<string>> _unclaimed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns whether a text is an identifier by its form, of at least eight digits or a GUID.</summary>
    public static bool IsId(string text) => Token().Match(text) is { Success: true, Index: 0 } match && match.Length == text.Length;

    /// <summary>Returns whether the bank chooses the value of a member, which is a number of digits and no GUID.</summary>
    public static bool IsNumbered(string member) => member is "cifNumber" || member.EndsWith("ccountNumber", StringComparison.Ordinal);

    /// <summary>Returns whether an identifier of the bank has a counterpart.</summary>
    public bool Has(string bankId) => _pairs.ContainsKey(bankId);

    /// <summary>Replaces the identifiers of the bank in a text.</summary>
    public string Translate(string text) => Token().Replace(text, match => _pairs.GetValueOrDefault(match.Value, match.Value));

    /// <summary>Replaces the identifiers of the bank in a path with its query.</summary>
    public string TranslatePath(string path)
    {
        var end = path.AsSpan().IndexOf('?') is >= 0 and var query ? query : path.Length;
        for (var slash = path.IndexOf('/', 1); slash > 0 && slash < end; slash = path.IndexOf('/', slash + 1))
        {
            var next = path.AsSpan(slash + 1, end - slash - 1);
            var segment = next[..(next.IndexOf('/') is >= 0 and var length ? length : next.Length)].ToString();
            Claim(segment, key => key.Equals(path[..slash], StringComparison.OrdinalIgnoreCase));
        }

        return TranslateSent(path);
    }

    /// <summary>Replaces the identifiers of the bank in a body. A broken body stays broken.</summary>
    public string TranslateBody(string body)
    {
        foreach (Match text in NamedText().Matches(body))
        {
            var name = text.Groups["name"].Value;
            foreach (var (_, collection) in NamingMembers.Where(naming => name.EndsWith(naming.Member, StringComparison.OrdinalIgnoreCase)))
            {
                Claim(text.Groups["text"].Value, key => key.EndsWith(collection, StringComparison.OrdinalIgnoreCase));
            }
        }

        return TranslateSent(body);
    }

    /// <summary>Pairs the identifiers of the bank's answer with the identifiers of the emulator's.</summary>
    public void LearnFrom(RecordedCall call, Answer answer)
    {
        if (call.Answer?.Json is { } bank && answer.Json is { } emulator)
        {
            Learn(bank, emulator, member: "");
        }
        else if (call.Method == HttpMethod.Post && call.Answer?.Json is null && answer.Json is { } created)
        {
            KeepUnclaimed(call.Url.AbsolutePath, created, call.CustomerId);
        }
    }

    // At the same members of both answers.
    private void Learn(JsonElement bank, JsonElement emulator, string member)
    {
        switch (bank.ValueKind, emulator.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                foreach (var own in bank.EnumerateObject())
                {
                    if (emulator.TryGetProperty(own.SafeName(), out var other))
                    {
                        Learn(own.Value, other, own.SafeName());
                    }
                }

                break;
            case (JsonValueKind.Array, JsonValueKind.Array) when bank.GetArrayLength() == emulator.GetArrayLength():
                foreach (var (own, other) in bank.EnumerateArray().Zip(emulator.EnumerateArray()))
                {
                    Learn(own, other, member);
                }

                break;
            case (JsonValueKind.String, JsonValueKind.String) when (bank.TextOrNull(), emulator.TextOrNull()) is ({ } own, { } other):
                LearnText(own, other, IsNumbered(member));
                break;
        }
    }

    // Of a resource whose answer was not recorded. The first request that names an unknown one of its kind claims its identifier.
    private void KeepUnclaimed(string path, JsonElement emulator, string? bankId)
    {
        var id = (emulator.FindMember("id") ?? emulator.FindMember("accountNumber"))?.TextOrNull();
        if (id is null)
        {
            return;
        }

        if (bankId is not null && !Has(bankId))
        {
            Pair(bankId, id);
        }
        else if (_unclaimed.TryGetValue(path, out var waiting))
        {
            waiting.Enqueue(id);
        }
        else
        {
            _unclaimed[path] = new Queue<string>([id]);
        }
    }

    private void Claim(string id, Func<string, bool> isCollection)
    {
        if (IsId(id) && !Has(id) && _unclaimed.FirstOrDefault(kept => kept.Value.Count > 0 && isCollection(kept.Key)).Value is { } waiting)
        {
            Pair(id, waiting.Dequeue());
        }
    }

    // An identifier that the partner itself has chosen is the same on both sides.
    private string TranslateSent(string text)
    {
        foreach (var token in Token().Matches(text).Where(IsGuid))
        {
            Pair(token.Value, token.Value);
        }

        return Translate(text);
    }

    private void LearnText(string bank, string emulator, bool isNumbered)
    {
        var (own, other) = (Token().Matches(bank), Token().Matches(emulator));
        if (own.Count != other.Count || Token().Replace(bank, "") != Token().Replace(emulator, ""))
        {
            return;
        }

        foreach (var (bankId, id) in own.Zip(other).Where(ids => isNumbered || IsGuid(ids.First)))
        {
            Pair(bankId.Value, id.Value);
        }
    }

    private static bool IsGuid(Match token) => token.ValueSpan.Contains('-');

    private void Pair(string bankId, string id)
    {
        if (!_paired.Contains(id) && _pairs.TryAdd(bankId, id))
        {
            _paired.Add(id);
        }
    }

    [GeneratedRegex(@"(?<![\w-])([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[0-9]{8,17})(?![\w-])", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Token();

    [GeneratedRegex("""(?<name>\w{1,60})"\s{0,20}:\s{0,20}"(?<text>[^"]{1,60})""" + "\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex NamedText();
}
