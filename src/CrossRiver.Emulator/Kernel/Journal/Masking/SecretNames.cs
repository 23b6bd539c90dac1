namespace CrossRiver.Emulator.Kernel.Journal.Masking;

/// <summary>Tells by its name what of a call nobody is to read in the journal.</summary>
internal static class SecretNames
{
    /// <summary>What stands for a value that is not shown.</summary>
    public const string Hidden = "***";

    private const int ShownAtTheEnd = 4;

    private static readonly string[] Secrets = ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "AUTHORIZATION", "APIKEY", "ASSERTION", "CREDENTIAL", "PRIVATEKEY"];

    // Short ones are secrets in queries only: a body may have a code or a key that is none.
    private static readonly string[] SecretsOfQueries = ["KEY", "SIG", "SIGNATURE", "HMAC", "CODE", "AUTH", "PWD", "PASS", "PASSPHRASE", "SAS", "JWT", "PIN", "SESSION", "SESSIONID", "SID"];

    private static readonly string[] Numbers = ["TAXID", "IDNUMBER", "SSN", "ITIN", "EIN", "SOCIALSECURITYNUMBER", "SOCIALSECURITY"];

    /// <summary>How the value of a member may be shown.</summary>
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

    /// <summary>Returns how the value of a query's member may be shown.</summary>
    /// <param name="name">The member's name, in any casing and with any separators.</param>
    public static Visibility OfQuery(string name)
    {
        var plain = PlainOf(name);

        return SecretsOfQueries.Contains(plain) || plain.EndsWith("KEY", StringComparison.Ordinal) || plain.EndsWith("SIG", StringComparison.Ordinal) || plain.EndsWith("SIGNATURE", StringComparison.Ordinal)
            ? Visibility.Hidden
            : Of(name);
    }

    /// <summary>A text as it may be shown.</summary>
    public static string Show(string text, Visibility visibility) => visibility switch
    {
        Visibility.Hidden => Hidden,
        Visibility.LastFour when text.Length > ShownAtTheEnd => new string('*', text.Length - ShownAtTheEnd) + text[^ShownAtTheEnd..],
        Visibility.LastFour => Hidden,
        _ => MaskedUrl.Of(text),
    };

    private static string PlainOf(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}

/// <summary>How much of a value may be shown.</summary>
internal enum Visibility
{
    Shown,

    /// <summary>Its last four characters.</summary>
    LastFour,

    Hidden,
}
