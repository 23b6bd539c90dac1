namespace CrossRiver.Emulator.Journal.Masking;

/// <summary>Tells by its name what of a call nobody is to read in the journal.</summary>
internal static class SecretNames
{
    private const string Hidden = "***";
    private const int ShownAtTheEnd = 4;

    private static readonly string[] Secrets = ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "AUTHORIZATION", "APIKEY", "ASSERTION", "CREDENTIAL", "PRIVATEKEY"];

    private static readonly string[] Numbers = ["TAXID", "IDNUMBER", "SSN", "ITIN", "EIN", "SOCIALSECURITYNUMBER", "SOCIALSECURITY"];

    /// <summary>How the value of a member may be shown.</summary>
    /// <param name="name">The member's name, in any casing and with any separators.</param>
    public static Visibility Of(string name)
    {
        var plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

        return plain switch
        {
            _ when Secrets.Any(secret => plain.Contains(secret, StringComparison.Ordinal)) => Visibility.Hidden,
            _ when Numbers.Contains(plain) => Visibility.LastFour,
            _ => Visibility.Shown,
        };
    }

    /// <summary>A text as it may be shown.</summary>
    public static string Show(string text, Visibility visibility) => visibility switch
    {
        Visibility.Hidden => Hidden,
        Visibility.LastFour when text.Length > ShownAtTheEnd => new string('*', text.Length - ShownAtTheEnd) + text[^ShownAtTheEnd..],
        Visibility.LastFour => Hidden,
        _ => WithoutCredentials(text),
    };

    // A URL may have a name and a password before its host.
    private static string WithoutCredentials(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal) || text.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var scheme))
        {
            return text;
        }

        var start = scheme + 3;
        var end = text.AsSpan(start).IndexOfAny('/', '?', '#') is >= 0 and var length ? start + length : text.Length;
        var at = text.LastIndexOf('@', end - 1);

        return at < start ? text : $"{text[..start]}{Hidden}{text[at..]}";
    }
}

/// <summary>How much of a value may be shown.</summary>
internal enum Visibility
{
    Shown,

    /// <summary>Its last four characters.</summary>
    LastFour,

    Hidden,
}
