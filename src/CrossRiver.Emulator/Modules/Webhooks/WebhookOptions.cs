using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>How webhooks are delivered: the section <c>Emulator:Webhooks</c>, checked at the start.</summary>
internal sealed class WebhookOptions : IValidatableObject
{
    private const int MostRetries = 20;

    /// <summary>How long the partner may take to answer before an attempt counts as failed.</summary>
    /// <value>100 milliseconds to 5 minutes, in real time. The default is 30 seconds.</value>
    /// <remarks>Assumed: the bank publishes no time-out.</remarks>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The waits before the attempts that follow a failed first one, separated by commas; empty for no retry.</summary>
    /// <value>
    /// Up to 20 durations such as <c>250ms</c>, <c>2s</c> or <c>30s..60s</c>. The default is <c>1s, 2s, 4s</c>, or three times <c>30s..60s</c> at
    /// the faithful pace.
    /// </value>
    /// <remarks>Source of the faithful default: the bank's webhook FAQ, "3 more times", about 30 to 60 seconds apart.</remarks>
    [EmptyIsValue]
    public string? RetryWaits { get; set; }

    /// <summary>How many attempts of one registration may be under way at once; more wait for their turn.</summary>
    /// <value>1 to 1000. The default is 64.</value>
    [Range(1, 1000)]
    public int AttemptsUnderWay { get; set; } = 64;

    /// <summary>How many events of one registration wait while it is not active, or to be polled or released; the oldest makes room and is told in the log.</summary>
    /// <value>1 to 10,000,000. The default is 1,000,000.</value>
    /// <remarks>The bank keeps them without limit.</remarks>
    [Range(1, 10_000_000)]
    public int Backlog { get; set; } = 1_000_000;

    /// <summary>Whether like events of 30 seconds are gathered into one with several resources, as at the bank.</summary>
    /// <value>The default is false, each change is an event of its own; at the faithful pace it is true.</value>
    public bool? Aggregate { get; set; }

    /// <summary>How many finished deliveries of a world can still be read and sent again; the oldest are forgotten.</summary>
    /// <value>100 to 1,000,000. The default is 10,000.</value>
    [Range(100, 1_000_000)]
    public int FinishedDeliveries { get; set; } = 10_000;

    /// <summary>The secret that signs the webhooks of every partner that has none of its own.</summary>
    /// <value>16 to 256 bytes in base64. The default is <c>Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==</c>, which everybody knows.</value>
    public string SigningSecret { get; set; } = "Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==";

    /// <summary>Which clock the time in a signature is of.</summary>
    /// <value><c>Machine</c> or <c>World</c>. The default is <c>Machine</c>.</value>
    /// <remarks>A receiver compares it with its own clock, which does not advance with the world's. <c>World</c> is for receivers whose clock does.</remarks>
    public SignatureTime SignatureTime { get; set; }

    /// <summary>The hosts that callback URLs may name, separated by commas; <c>*.example.com</c> stands for all below example.com.</summary>
    /// <value>The default is none: any host, but with <c>--strict</c> none at all.</value>
    /// <remarks>The bank has such a list of each partner.</remarks>
    public string AllowedHosts { get; set; } = "";

    /// <summary>What the machine that a container runs on is called in it; callbacks to localhost go there if the name is known.</summary>
    /// <value>A host name. The default is <c>host.docker.internal</c>. Without effect outside a container.</value>
    [Required]
    public string HostOfContainer { get; set; } = "host.docker.internal";

    /// <summary>Whether callbacks with certificates that nobody trusts are made all the same.</summary>
    /// <value>The default is false.</value>
    public bool TrustAnyCertificate { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TryParseWaits(out var waits) || waits.Count > MostRetries)
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

    /// <summary>Sets what depends on the pace and was not set.</summary>
    public void Complete(Pace pace)
    {
        RetryWaits ??= pace is Pace.Faithful ? "30s..60s, 30s..60s, 30s..60s" : "1s, 2s, 4s";
        Aggregate ??= pace is Pace.Faithful;
    }

    /// <summary>The waits, in order.</summary>
    /// <exception cref="FormatException">The options were not checked.</exception>
    public IReadOnlyList<Delay> ReadRetryWaits() => TryParseWaits(out var waits) ? waits : throw new FormatException(RetryWaits);

    /// <summary>What signs attempts where nothing else is set.</summary>
    /// <exception cref="FormatException">The options were not checked.</exception>
    public Sending.SigningSecret ReadSigningSecret() => Sending.SigningSecret.Parse(SigningSecret) ?? throw new FormatException(nameof(SigningSecret));

    /// <summary>The entries of <see cref="AllowedHosts"/>.</summary>
    public IReadOnlyList<string> ReadAllowedHosts() => AllowedHosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private bool TryParseWaits(out IReadOnlyList<Delay> waits)
    {
        var read = new List<Delay>();
        waits = read;
        foreach (var text in (RetryWaits ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Delay.TryParse(text, out var wait))
            {
                return false;
            }

            read.Add(wait);
        }

        return true;
    }
}

/// <summary>The clocks that the time in a signature can be of.</summary>
internal enum SignatureTime
{
    /// <summary>The machine's, at the attempt.</summary>
    Machine,

    /// <summary>The world's, at the attempt.</summary>
    World,
}
