using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>The delivery of webhooks: the section <c>Emulator:Webhooks</c>, checked at the start.</summary>
internal sealed class WebhookOptions : IValidatableObject
{
    private const int MostRetries = 20;

    /// <summary>The time within which the partner must answer; after it the attempt has failed.</summary>
    /// <value>100 milliseconds to 5 minutes, in real time. The default is 30 seconds.</value>
    /// <remarks>Assumed: the bank publishes no time-out.</remarks>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The waits before the attempts that follow a failed first one, separated by commas; empty for no retry.</summary>
    /// <value>Up to 20 durations such as <c>250ms</c>, <c>2s</c> or <c>30s..60s</c>.
    /// The default is <c>1s, 2s, 4s</c>, or three times <c>30s..60s</c> at the faithful pace.</value>
    /// <remarks>Source of the faithful default: the bank's webhook FAQ, "3 more times", about 30 to 60 seconds apart.</remarks>
    [EmptyIsValue]
    public string? RetryWaits { get; set; }

    /// <summary>The number of attempts of one registration that may be under way at once; the others wait.</summary>
    /// <value>1 to 1000. The default is 64.</value>
    [Range(1, 1000)]
    public int AttemptsUnderWay { get; set; } = 64;

    /// <summary>The number of events of one registration that wait until it is active, or to be polled or released.
    /// Beyond it the oldest is dropped, with a warning in the log.</summary>
    /// <value>1 to 10,000,000. The default is 1,000,000.</value>
    /// <remarks>The bank keeps them without limit.</remarks>
    [Range(1, 10_000_000)]
    public int Backlog { get; set; } = 1_000_000;

    /// <summary>True to gather like events of 30 seconds into one with several resources, as the bank does.</summary>
    /// <value>The default is false: each change is an event. At the faithful pace the default is true.</value>
    public bool? Aggregate { get; set; }

    /// <summary>The number of finished deliveries of a world that can be read and sent again; the oldest are forgotten.</summary>
    /// <value>100 to 1,000,000. The default is 10,000.</value>
    [Range(100, 1_000_000)]
    public int FinishedDeliveries { get; set; } = 10_000;

    /// <summary>The secret that signs the webhooks of every partner without a secret.</summary>
    /// <value>16 to 256 bytes in base64. The default is <c>Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==</c>, which is public.</value>
    public string SigningSecret { get; set; } = "Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==";

    /// <summary>The clock of the time in a signature.</summary>
    /// <value><c>Machine</c> or <c>World</c>. The default is <c>Machine</c>.</value>
    /// <remarks>A receiver compares it with its clock, which does not advance with the world's. <c>World</c> is for receivers whose clock does.</remarks>
    public SignatureTime SignatureTime { get; set; }

    /// <summary>The hosts that callback URLs may name, separated by commas; <c>*.example.com</c> stands for all hosts below example.com.</summary>
    /// <value>The default is an empty list: any host is allowed, but with <c>--strict</c> no host.</value>
    /// <remarks>The bank has such a list for each partner.</remarks>
    public string AllowedHosts { get; set; } = "";

    /// <summary>The name of a container's host machine inside the container; callbacks to localhost are sent there if the name resolves.</summary>
    /// <value>A host name. The default is <c>host.docker.internal</c>. Without effect outside a container.</value>
    [Required]
    public string HostOfContainer { get; set; } = "host.docker.internal";

    /// <summary>True to accept any certificate of a callback's host.</summary>
    /// <value>The default is false.</value>
    public bool TrustAnyCertificate { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ParseWaits() is not { Count: <= MostRetries })
        {
            yield return new ValidationResult(
                $"RetryWaits '{RetryWaits}' is not a list of at most {MostRetries} durations; {Delay.Form}, separated by commas.");
        }

        foreach (var host in ReadAllowedHosts().Where(host => CallbackHost.InAscii(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) is null))
        {
            yield return new ValidationResult($"AllowedHosts: '{host}' is no host name; write hooks.example.com or *.example.com, without scheme and port.");
        }

        if (Sending.SigningSecret.Parse(SigningSecret) is null)
        {
            yield return new ValidationResult($"SigningSecret {Sending.SigningSecret.Form}.");
        }
    }

    /// <summary>Sets the options that depend on the pace and were not set.</summary>
    public void Complete(Pace pace)
    {
        RetryWaits ??= pace is Pace.Faithful ? "30s..60s, 30s..60s, 30s..60s" : "1s, 2s, 4s";
        Aggregate ??= pace is Pace.Faithful;
    }

    /// <summary>Returns the waits, in order.</summary>
    /// <exception cref="FormatException">The text is not a list of durations.</exception>
    public IReadOnlyList<Delay> ReadRetryWaits() => ParseWaits() ?? throw new FormatException(RetryWaits);

    public IReadOnlyList<string> ReadAllowedHosts() => Split(AllowedHosts);

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // Null if the text is not a list of durations.
    private List<Delay>? ParseWaits()
    {
        var waits = Split(RetryWaits ?? "").Select(text => Delay.TryParse(text, out var wait) ? wait : default(Delay?)).ToList();
        return waits.Contains(null) ? null : [.. waits.OfType<Delay>()];
    }
}

/// <summary>The clocks of the time in a signature.</summary>
internal enum SignatureTime
{
    /// <summary>The machine's time at the attempt.</summary>
    Machine,

    /// <summary>The world's time at the attempt.</summary>
    World,
}

/// <summary>The settings of deliveries, read once for all worlds.</summary>
internal sealed class DeliverySettings(IOptions<WebhookOptions> options)
{
    public WebhookOptions Options => options.Value;

    /// <summary>Gets the wait before each retry.</summary>
    public IReadOnlyList<Delay> RetryWaits { get; } = options.Value.ReadRetryWaits();

    /// <summary>Gets the secret that signs the attempts of a partner without a secret.</summary>
    public Sending.SigningSecret SigningSecret { get; } =
        Sending.SigningSecret.Parse(options.Value.SigningSecret) ?? throw new FormatException(nameof(WebhookOptions.SigningSecret));
}
