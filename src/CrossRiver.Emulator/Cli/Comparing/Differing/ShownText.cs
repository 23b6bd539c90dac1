using System.Text.RegularExpressions;
using CrossRiver.Emulator.Cli.Comparing.Reading;
using CrossRiver.Emulator.Cli.Comparing.Replaying;
using CrossRiver.Emulator.Kernel.Journal.Masking;

namespace CrossRiver.Emulator.Cli.Comparing.Differing;

/// <summary>Decides what outputs show of answers. A value is hidden unless its member has words of the bank's.</summary>
internal sealed partial class ShownText
{
    private const int ShortestPersonal = 3;
    private const int LongestCode = 5;

    // Members with a value from a list of the bank's.
    private static readonly HashSet<string> MembersWithWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "accountType", "addressType", "classification", "code", "emailType", "entityType", "eventName", "events", "format", "idType", "internalList",
        "ledgerType", "ofac", "ownershipType", "pepScan", "phoneType", "riskRating", "status", "taxIdType", "transactionType", "type",
    };

    private readonly HashSet<string> _personal = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Learns the values of a recording that outputs must not show.</summary>
    public static ShownText For(Transcript transcript, BankRoutes routes)
    {
        var shown = new ShownText();
        foreach (var body in transcript.Calls.SelectMany(call => new[] { new Answer(0, [], call.Body).Json, call.Answer?.Json }).OfType<JsonElement>())
        {
            shown.Learn(body, member: "");
        }

        foreach (var (_, value) in transcript.Calls.SelectMany(call => routes.ValuesOf(call.Url)).Where(value => !MembersWithWords.Contains(value.Name)))
        {
            shown.AddPersonal(value);
        }

        return shown;
    }

    /// <summary>Returns a value of the bank's lists, or the text of a hidden value.</summary>
    public string Value(string member, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Number when member is "code" && value.GetRawText() is { Length: <= LongestCode } code => code,
        JsonValueKind.String when MembersWithWords.Contains(member) && value.TextOrNull() is { } text && IsWord(text) => text,
        _ => SecretNames.Hidden,
    };

    /// <summary>Returns a member's name, or the text of a hidden value for a name that may be personal.</summary>
    public string Name(string member) => MemberName().IsMatch(member) && !_personal.Contains(member) ? member : SecretNames.Hidden;

    /// <summary>Returns a message without the values that it repeats.</summary>
    public string Message(string text)
    {
        var masked = Quoted().Replace(text, SecretNames.Hidden);
        var repeated = _personal.Where(value => masked.Contains(value, StringComparison.OrdinalIgnoreCase)).OrderByDescending(value => value.Length).ToList();
        foreach (var value in repeated)
        {
            masked = masked.Replace(value, SecretNames.Hidden, StringComparison.OrdinalIgnoreCase);
        }

        masked = Letters().Replace(masked, word => _words.Contains(word.Value) ? SecretNames.Hidden : word.Value);
        return MaskedUrl.Of(Private().Replace(masked, SecretNames.Hidden));
    }

    /// <summary>Returns the value of a header that has a media type, or the text of a hidden value.</summary>
    public static string MediaType(string? value) => value is null ? "absent" : MediaTypeForm().IsMatch(value) ? value : SecretNames.Hidden;

    private void Learn(JsonElement value, string member)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var own in value.EnumerateObject())
                {
                    Learn(own.Value, own.SafeName());
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Learn(item, member);
                }

                break;
            case JsonValueKind.String when member is not "message" && !MembersWithWords.Contains(member):
                AddPersonal(value.TextOrNull());
                break;
            case JsonValueKind.Number when member is not "code":
                AddPersonal(value.GetRawText());
                break;
        }
    }

    private void AddPersonal(string? text)
    {
        if (text is { Length: >= ShortestPersonal })
        {
            _personal.Add(text);
        }

        // A message can repeat a part of a value, such as the last name of a full name.
        _words.UnionWith(Letters().Matches(text ?? "").Select(word => word.Value));
    }

    private bool IsWord(string text) => Word().IsMatch(text) && !_personal.Contains(text);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{0,29}(\.[A-Za-z]{1,30}){0,4}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Letters();

    [GeneratedRegex("^[A-Za-z_][A-Za-z_]{0,39}[0-9]{0,2}$", RegexOptions.NonBacktracking)]
    private static partial Regex MemberName();

    [GeneratedRegex("'[^']*'|\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    // E-mail addresses, identifiers, and all that has four digits or more.
    [GeneratedRegex(@"\S+@\S+|[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}|\+?[0-9][0-9()./\s-]{2,}[0-9]", RegexOptions.NonBacktracking)]
    private static partial Regex Private();

    [GeneratedRegex(@"^[\w.+-]{1,40}/[\w.+-]{1,60}(; ?charset=[\w-]{1,20})?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MediaTypeForm();
}
