namespace CrossRiver.Emulator.Testing;

/// <summary>Provides the options of an emulator in the test process.</summary>
public sealed class EmulatorServerOptions
{
    /// <summary>Gets or sets how time passes in new worlds.</summary>
    /// <value>The default is <see cref="TestClock.Manual"/>: time passes only when the test advances it, so each run is the same.</value>
    public TestClock Clock { get; set; } = TestClock.Manual;

    /// <summary>Gets or sets the first moment of new worlds, or null for the machine's time.</summary>
    /// <value>Years 1900 to 2078. The default is noon on 2 March 2026, UTC, so each run has the same times.</value>
    public DateTimeOffset? StartAt { get; set; } = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Gets or sets the default speed of the bank.</summary>
    /// <value>The default is <see cref="BankPace.Fast"/>.</value>
    public BankPace Pace { get; set; }

    /// <summary>Gets or sets whether the emulator is as strict as the bank.</summary>
    /// <value>The default is false.</value>
    /// <remarks>
    /// If true, calls need a token, callback URLs need https and an allowed host, and only a status of exactly 200 acknowledges a webhook.
    /// Loopback hosts are allowed and their certificates trusted, unless <see cref="Settings"/> has other values.
    /// Set <see cref="WebhookInboxOptions.IsHttps"/> of an inbox for a strict emulator.
    /// </remarks>
    public bool Strict { get; set; }

    /// <summary>Gets or sets the client that gets tokens. If <see cref="Strict"/> is set, other clients get no token.</summary>
    public PartnerCredentials Credentials { get; set; } = new("testing", "testing-secret");

    /// <summary>Gets the texts of scenario files by name. They apply to all worlds, and messages contain the names.</summary>
    public IDictionary<string, string> Scenarios { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets the folders of scenario files. The start reads their <c>.yaml</c> and <c>.yml</c> files once, including subfolders.</summary>
    public IList<string> ScenarioFolders { get; } = [];

    /// <summary>Gets or sets the scenario of customers that match no other scenario.</summary>
    /// <value>The default is <c>clear</c>, or <c>faithful</c> if <see cref="Pace"/> is <see cref="BankPace.Faithful"/>.</value>
    public string? DefaultScenario { get; set; }

    /// <summary>Gets or sets the seed of identifiers, numbers and delays. The same seed gives the same choices.</summary>
    /// <value>The default is 1.</value>
    public long ChanceSeed { get; set; } = 1;

    /// <summary>Gets or sets the source of the machine's time, for tests with a simulated clock.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets the maximum duration of a call or a wait, in real time.</summary>
    /// <value>More than zero and at most 10 minutes. The default is 30 seconds.</value>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets other settings of the emulator, such as <c>Emulator:Webhooks:RetryWaits</c>. They override the other options.</summary>
    public IDictionary<string, string?> Settings { get; } = new SortedDictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Specifies how time passes in a world.</summary>
public enum TestClock
{
    /// <summary>Time passes as on the machine.</summary>
    Real,

    /// <summary>Time passes only when the test advances it.</summary>
    Manual,

    /// <summary>Time passes as on the machine, but jumps to the next moment at which a step or webhook is due.</summary>
    Skip,
}

/// <summary>Specifies the speed of the bank, unless a scenario sets another speed.</summary>
public enum BankPace
{
    /// <summary>Results take a second, and retries take seconds.</summary>
    Fast,

    /// <summary>Results take two minutes, and retries and aggregated events take half a minute to a minute, as at the bank.</summary>
    Faithful,
}

/// <summary>Represents the credentials that a partner's client sends to <c>/connect/token</c>.</summary>
/// <param name="ClientId">The <c>client_id</c>.</param>
/// <param name="ClientSecret">The <c>client_secret</c>.</param>
public sealed record PartnerCredentials(string ClientId, string ClientSecret)
{
    /// <summary>Returns the client's identifier only, so that no log contains the secret.</summary>
    public override string ToString() => ClientId;
}
