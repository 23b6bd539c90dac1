using System.Net.Http.Headers;
using CrossRiver.Emulator.Kernel.Journal.Masking;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Represents the changes that a tester makes to a webhook before its release. Each attempt and each resend is made with them.</summary>
internal sealed record WebhookEdit
{
    public const int MostHeaders = 50;

    private const int LongestHeader = 4096;

    // The connection itself needs these.
    private static readonly string[] OfConnection = ["Host", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Trailer", "Expect", "TE", "Keep-Alive", "Proxy-Connection"];

    private static readonly string[] OfContent = ["Allow", "Expires", "Last-Modified"];

    public static WebhookEdit None { get; } = new();

    /// <summary>Gets the body, which need not be JSON, or null for the bank's body.</summary>
    public string? Body { get; init; }

    /// <summary>Gets the headers to set besides or instead of the headers of the bank; a header without a value is not sent.</summary>
    public IReadOnlyDictionary<string, string?> Headers { get; init; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    [JsonIgnore]
    public bool IsEmpty => Body is null && Headers.Count is 0;

    /// <summary>Gets the headers without secrets, or null if there are none.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string?>? ShownHeaders => Headers.Count is 0 ? null : Headers.ToDictionary(header => header.Key, Shown, StringComparer.Ordinal);

    /// <summary>Returns the reason why no request can have the changes, or null if one can.</summary>
    public string? FindFault() => Headers switch
    {
        _ when Body?.Length > BodyBytes.Largest => $"Body must be at most {BodyBytes.Largest} characters",
        { Count: > MostHeaders } => $"Headers must be at most {MostHeaders}",
        _ => Headers.Select(FaultOf).FirstOrDefault(fault => fault is not null),
    };

    /// <summary>Returns the bytes to send.</summary>
    /// <param name="right">The bank's body.</param>
    public byte[] BodyOf(byte[] right) => Body is { } text ? Encoding.UTF8.GetBytes(text) : right;

    /// <summary>Replaces the headers of a request that is otherwise complete.</summary>
    public void SetHeaders(HttpRequestMessage request)
    {
        foreach (var (name, value) in Headers)
        {
            var isOfContent = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || OfContent.Contains(name, StringComparer.OrdinalIgnoreCase);
            HttpHeaders headers = isOfContent ? request.Content!.Headers : request.Headers;
            headers.Remove(name);
            if (value is not null)
            {
                headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    /// <summary>Returns a webhook with the changes for the journal, without secrets.</summary>
    public JournaledWebhook Show(byte[] right)
    {
        var body = BodyOf(right);
        return new JournaledWebhook(
            MaskedBody.Read(body.AsMemory(0, Math.Min(body.Length, MaskedBody.Longest))),
            body.Length,
            ShownHeaders);
    }

    private static string? FaultOf(KeyValuePair<string, string?> header) => header switch
    {
        { Key: var name } when name is "" || !name.All(IsOfToken) => $"Header '{name}' is no name of a header",
        { Key: var name } when OfConnection.Contains(name, StringComparer.OrdinalIgnoreCase) => $"Header {name} belongs to the connection and cannot be changed",
        { Key: var name, Value: { } value } when value.Length > LongestHeader || value.Any(character => character is < ' ' or > '~') =>
            $"Header {name} must be at most {LongestHeader} printable characters of ASCII",
        _ => null,
    };

    private static string? Shown(KeyValuePair<string, string?> header) => header.Value is { } value ? SecretNames.Show(value, SecretNames.Of(header.Key)) : null;

    private static bool IsOfToken(char character) => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal);
}
