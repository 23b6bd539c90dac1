namespace CrossRiver.Emulator.Settings;

/// <summary>Settings of the whole emulator: the section <c>Emulator</c> itself, checked at the start.</summary>
internal sealed class EmulatorOptions
{
    /// <summary>The default speed of the bank: the waits of retries, the gathering of like events, and the scenario of most customers.</summary>
    /// <value><c>Fast</c> or <c>Faithful</c>. The default is <c>Fast</c>.</value>
    public Pace Pace { get; set; }

    /// <summary>
    /// Makes the emulator as strict as the bank: calls need a token that the emulator has issued to a known client; callback URLs are https
    /// and their hosts on a list; only an answer of exactly 200 takes a webhook.
    /// </summary>
    /// <value>The default is false.</value>
    public bool Strict { get; set; }
}

/// <summary>Specifies the default speed of the bank.</summary>
internal enum Pace
{
    /// <summary>Fast enough for tests: results after a second, retries after seconds.</summary>
    Fast,

    /// <summary>As the bank itself: results after two minutes, retries after half a minute to a minute, like events gathered.</summary>
    Faithful,
}
