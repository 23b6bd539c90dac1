using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>Represents the connection to one emulator, with a time limit for each call, in real time.</summary>
internal sealed class Wire : IDisposable
{
    // The emulator ends a wait itself and answers with the reason. The client ends the call only if that answer is missing.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(10);

    private readonly SocketsHttpHandler _handler = NewHandler();
    private readonly HttpClient _http;

    public Wire(Uri address, PartnerCredentials credentials, TimeSpan patience)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(patience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(patience, LongestPatience);
        BaseAddress = new Uri(address, "/");
        Credentials = credentials;
        Patience = patience;
        _http = new HttpClient(_handler, disposeHandler: false) { BaseAddress = BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public Uri BaseAddress { get; }

    public PartnerCredentials Credentials { get; }

    public TimeSpan Patience { get; }

    /// <summary>Gets the key for calls under <c>/_emulator</c>, or null for calls without a key.</summary>
    public string? Key { get; init; }

    /// <summary>Gets whether calls to the bank's routes need a token.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Creates a client for the bank's routes. If they need a token, the client gets one before its first call.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its handlers.")]
    public HttpClient CreateClient() => IsStrict
        ? new HttpClient(new WithToken(NewHandler(), Credentials)) { BaseAddress = BaseAddress }
        : new HttpClient(_handler, disposeHandler: false) { BaseAddress = BaseAddress };

    /// <summary>Makes a control call and returns the body of its answer.</summary>
    /// <exception cref="EmulatorException">The emulator does not answer, or refuses the call.</exception>
    public async Task<JsonElement> CallAsync(ControlCall call, CancellationToken cancellationToken)
    {
        var answer = await TryAsync(call, cancellationToken);
        return answer.IsSuccess
            ? answer.Json
            : throw new EmulatorException(string.Join("\n", [$"{call.Verb} failed: {answer.Reason}", .. EvidenceText.Of(answer.Json)]));
    }

    /// <summary>Makes a control call and returns its answer, including a refusal. Creates the call's world if it does not exist.</summary>
    /// <exception cref="EmulatorException">The emulator does not answer.</exception>
    public async Task<ControlAnswer> TryAsync(ControlCall call, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(call, cancellationToken);
        if (!answer.IsOfUnknownPartner || call.World is not { } world)
        {
            return answer;
        }

        var made = await SendAsync(new ControlCall(call.Verb, HttpMethod.Put, world), cancellationToken);
        return made.IsSuccess ? await SendAsync(call, cancellationToken) : made;
    }

    /// <summary>Sends a request and returns its answer, including a refusal.</summary>
    /// <param name="http">A client with the emulator's base address.</param>
    /// <param name="request">The request.</param>
    /// <param name="verb">The name of the call in messages.</param>
    /// <param name="limit">The maximum duration of the call, in real time.</param>
    /// <exception cref="EmulatorException">The emulator does not answer within the limit.</exception>
    public async Task<ControlAnswer> SendAsync(HttpClient http, HttpRequestMessage request, string verb, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            using var response = await http.SendAsync(request, patience.Token);
            return new ControlAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(patience.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var limitText = limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            throw new EmulatorException($"{verb} failed: {BaseAddress} did not answer within {limitText} s");
        }
        catch (HttpRequestException exception)
        {
            throw new EmulatorException($"{verb} failed: {BaseAddress} cannot be reached: {exception.Message}", exception);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private async Task<ControlAnswer> SendAsync(ControlCall call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, $"_emulator/{call.Path}");
        request.Content = call.Body switch
        {
            null => null,
            TextBody text => new StringContent(text.Text, Encoding.UTF8, text.MediaType),
            var value => JsonContent.Create(value, options: Json),
        };
        if (Key is { } key)
        {
            request.Headers.Add("X-Emulator-Key", key);
        }

        return await SendAsync(_http, request, call.Verb, Patience + Grace, cancellationToken);
    }

    // An emulator for tests is nearby, so the machine's proxy settings do not apply.
    private static SocketsHttpHandler NewHandler() => new() { UseProxy = false, AllowAutoRedirect = false };
}

/// <summary>Represents one call to <c>/_emulator</c>.</summary>
/// <param name="Verb">The name of the call in messages, such as <c>Reading the clock</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below <c>/_emulator/</c>.</param>
/// <param name="Body">A <see cref="TextBody"/>, another value to send as JSON, or null.</param>
internal sealed record ControlCall(string Verb, HttpMethod Method, string Path, object? Body = null)
{
    /// <summary>Gets the path of the call's world, or null if the call concerns no world or ends one.</summary>
    public string? World => Path.Split('/') is ["partners", var partner, _, ..] ? $"partners/{partner}" : null;
}

/// <summary>Represents a body that is sent unchanged.</summary>
internal sealed record TextBody(string Text, string MediaType);

/// <summary>Represents the answer to a control call.</summary>
internal sealed record ControlAnswer(HttpStatusCode Status, string Text)
{
    // The emulator's error code for a partner without a world.
    private const int UnknownPartner = 1410;

    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>Gets whether the call concerns a partner without a world.</summary>
    public bool IsOfUnknownPartner => Status is HttpStatusCode.NotFound
        && Json.TryGetProperty("errors", out var errors)
        && errors.EnumerateArray().Any(error => error.TryGetProperty("code", out var code) && code.GetInt32() is UnknownPartner);

    /// <summary>Gets the body, or an empty object if the body is not JSON.</summary>
    public JsonElement Json { get; } = Read(Text);

    /// <summary>Gets the reason of a refusal: the messages of the body, or the status if the body has none.</summary>
    public string Reason => Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty("errors", out var errors)
        ? string.Join("; ", errors.EnumerateArray().Select(error => error.GetProperty("message").GetString()))
        : $"the emulator answered {(int)Status}";

    private static JsonElement Read(string text)
    {
        try
        {
            return JsonElement.Parse(text is "" ? "{}" : text);
        }
        catch (JsonException)
        {
            return JsonElement.Parse("{}");
        }
    }
}
