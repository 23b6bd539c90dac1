namespace CrossRiver.Emulator.Testing;

/// <summary>What an emulator in the test process is like.</summary>
public sealed class EmulatorServerOptions
{
    /// <summary>How time passes in worlds that begin.</summary>
    /// <value>The default is <see cref="TestClock.Manual"/>: nothing happens until the test advances the time, and every run is the same.</value>
    public TestClock Clock { get; set; } = TestClock.Manual;

    /// <summary>The moment at which time begins, years 1900 to 2078.</summary>
    /// <value>The default is noon on 2 March 2026, UTC, so that every run has the same times; <see langword="null"/> is the machine's.</value>
    public DateTimeOffset? StartAt { get; set; } = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>How fast the bank is by default.</summary>
    /// <value>The default is <see cref="BankPace.Fast"/>.</value>
    public BankPace Pace { get; set; }

    /// <summary>
    /// Whether the emulator is as strict as the bank: calls need a token, callback URLs are https and their hosts allowed, and only an
    /// answer of exactly 200 takes a webhook. Hosts of the loopback are allowed and their certificates trusted, unless <see cref="Settings"/> says otherwise:
    /// an inbox is one with <see cref="WebhookInboxOptions.IsHttps"/>.
    /// </summary>
    /// <value>The default is false.</value>
    public bool Strict { get; set; }

    /// <summary>The client that gets tokens; strict, the only one.</summary>
    public PartnerCredentials Credentials { get; set; } = new("testing", "testing-secret");

    /// <summary>Scenario files as text, by the name to give them in messages. They are in force in all worlds.</summary>
    public IDictionary<string, string> Scenarios { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Folders whose <c>.yaml</c> and <c>.yml</c> files are read once, at the start, with those of the folders below.</summary>
    public IList<string> ScenarioFolders { get; } = [];

    /// <summary>The scenario for customers that no other one is for.</summary>
    /// <value>The default is <c>clear</c>, or <c>faithful</c> at that pace.</value>
    public string? DefaultScenario { get; set; }

    /// <summary>Where ids, numbers and delays come from: same seed, same choices.</summary>
    /// <value>The default is 1.</value>
    public long ChanceSeed { get; set; } = 1;

    /// <summary>What the emulator takes for the machine's clock, for a test that has one of its own.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How long a call or a wait may take, in real time, before it fails.</summary>
    /// <value>Up to 10 minutes. The default is 30 seconds.</value>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Any other setting of the emulator, such as <c>Emulator:Webhooks:RetryWaits</c>. It goes before the other options.</summary>
    public IDictionary<string, string?> Settings { get; } = new SortedDictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>How time passes in a world.</summary>
public enum TestClock
{
    /// <summary>As the machine's.</summary>
    Real,

    /// <summary>Only when it is advanced.</summary>
    Manual,

    /// <summary>By itself, but jumping over the time in which nothing is due.</summary>
    Skip,
}

/// <summary>How fast the bank is where nothing else says so.</summary>
public enum BankPace
{
    /// <summary>Results after a second, retries after seconds.</summary>
    Fast,

    /// <summary>As the bank itself: results after two minutes, retries after half a minute to a minute, like events gathered.</summary>
    Faithful,
}
