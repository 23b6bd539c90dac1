namespace CrossRiver.Emulator.Kernel.Journal.Masking;

/// <summary>Finds secrets by the names of members.</summary>
internal static class SecretNames
{
    /// <summary>The text in place of a hidden value.</summary>
    public const string Hidden = "***";

    private const int ShownAtTheEnd = 4;

    private static readonly string[] Secrets = ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "AUTHORIZATION", "APIKEY", "ASSERTION", "CREDENTIAL", "PRIVATEKEY"];

    // Short names are secrets in queries only, because a body may have a harmless code or key.
    private static readonly string[] SecretsOfQueries = ["KEY", "SIG", "SIGNATURE", "HMAC", "CODE", "AUTH", "PWD", "PASS", "PASSPHRASE", "SAS", "JWT", "PIN", "SESSION", "SESSIONID", "SID"];

    private static readonly string[] Numbers = ["TAXID", "IDNUMBER", "SSN", "ITIN", "EIN", "SOCIALSECURITYNUMBER", "SOCIALSECURITY"];

    /// <summary>Returns the visibility of a member's value.</summary>
    /// <param name="name">The member's name, in any casing and with any separators.</param>
    public static Visibility Of(string name)
    {
        var plain = PlainOf(name);
        return plain switch
        {
            _ when Secrets.Any(secret => plain.Contains(secret, StringComparison.Ordinal)) => Visibility.Hidden,
            _ when Numbers.Contains(plain) => Visibility.LastFour,
            _ => Visibility.Shown,
        };
    }

    /// <summary>Returns the visibility of a query member's value.</summary>
    public static Visibility OfQuery(string name)
    {
        var plain = PlainOf(name);
        return SecretsOfQueries.Contains(plain) || plain.EndsWith("KEY", StringComparison.Ordinal) || plain.EndsWith("SIG", StringComparison.Ordinal) || plain.EndsWith("SIGNATURE", StringComparison.Ordinal)
            ? Visibility.Hidden
            : Of(name);
    }

    public static string Show(string text, Visibility visibility) => visibility switch
    {
        Visibility.Hidden => Hidden,
        Visibility.LastFour when text.Length > ShownAtTheEnd => new string('*', text.Length - ShownAtTheEnd) + text[^ShownAtTheEnd..],
        Visibility.LastFour => Hidden,
        _ => MaskedUrl.Of(text),
    };

    private static string PlainOf(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}

internal enum Visibility
{
    Shown,

    /// <summary>The last four characters are shown.</summary>
    LastFour,

    Hidden,
}
