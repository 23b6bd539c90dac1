namespace CrossRiver.Emulator.Settings;

/// <summary>What concerns the whole emulator: the section <c>Emulator</c> itself, checked at the start.</summary>
internal sealed class EmulatorOptions
{
    /// <summary>How fast the bank is where nothing else says so: how long retries wait, whether like events are gathered, and the scenario of most customers.</summary>
    /// <value><c>Fast</c> or <c>Faithful</c>. The default is <c>Fast</c>.</value>
    public Pace Pace { get; set; }

    /// <summary>
    /// Whether the emulator is as strict as the bank where it is patient by default: calls need a token of its own, given to a client that
    /// it knows; callback URLs are https and their hosts on a list; only an answer of exactly 200 takes a webhook.
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
