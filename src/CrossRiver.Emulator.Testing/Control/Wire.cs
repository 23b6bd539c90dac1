using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>The calls to one emulator, with a limit in real time for each.</summary>
internal sealed class Wire : IDisposable
{
    // The emulator gives up by itself, and tells why; only when it does not is the call cut.
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

    /// <summary>What calls under <c>/_emulator</c> carry, or <see langword="null"/>.</summary>
    public string? Key { get; init; }

    /// <summary>Whether calls to the bank's routes need a token.</summary>
    public bool IsStrict { get; init; }

    /// <summary>A client for the bank's routes; if they need a token, it takes one.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its handlers.")]
    public HttpClient CreateClient() => IsStrict
        ? new HttpClient(new WithToken(NewHandler(), Credentials)) { BaseAddress = BaseAddress }
        : new HttpClient(_handler, disposeHandler: false) { BaseAddress = BaseAddress };

    /// <summary>Makes a control call.</summary>
    /// <exception cref="EmulatorException">There is no answer, or it is no success.</exception>
    public async Task<JsonElement> CallAsync(ControlCall call, CancellationToken cancellationToken)
    {
        var answer = await TryAsync(call, cancellationToken);

        return answer.IsSuccess ? answer.Json : throw new EmulatorException(string.Join("\n", [$"{call.Verb} failed: {answer.Reason}", .. EvidenceText.Of(answer.Json)]));
    }

    /// <summary>Makes a control call and reads its answer as <typeparamref name="T"/>.</summary>
    /// <exception cref="EmulatorException">There is no answer, or it is no success.</exception>
    public async Task<T> CallAsync<T>(ControlCall call, CancellationToken cancellationToken) => (await CallAsync(call, cancellationToken)).Deserialize<T>(Json)!;

    /// <summary>Makes a control call. If it is about a world that there is not yet, the world is made and the call repeated.</summary>
    /// <returns>Its answer, also when it is a refusal.</returns>
    /// <exception cref="EmulatorException">There is no answer.</exception>
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

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private async Task<ControlAnswer> SendAsync(ControlCall call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, $"_emulator/{call.Path}") { Content = call.Body is null ? null : JsonContent.Create(call.Body, options: Json) };
        if (call.Content is { } content)
        {
            request.Content = content;
        }

        if (Key is { } key)
        {
            request.Headers.Add("X-Emulator-Key", key);
        }

        var limit = (call.Patience ?? Patience) + Grace;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            using var response = await _http.SendAsync(request, patience.Token);
            return new ControlAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(patience.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EmulatorException(string.Create(CultureInfo.InvariantCulture, $"{call.Verb} failed: {BaseAddress} did not answer within {limit.TotalSeconds:0.#} s"));
        }
        catch (HttpRequestException exception)
        {
            throw new EmulatorException($"{call.Verb} failed: {BaseAddress} cannot be reached: {exception.Message}", exception);
        }
    }

    // The emulator is near; what stands between the test and the world does not concern it.
    private static SocketsHttpHandler NewHandler() => new() { UseProxy = false, AllowAutoRedirect = false };
}

/// <summary>One call to <c>/_emulator</c>.</summary>
/// <param name="Verb">What the test asked for, for messages.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path below <c>/_emulator</c>.</param>
/// <param name="Body">What is sent as JSON, or <see langword="null"/>.</param>
internal sealed record ControlCall(string Verb, HttpMethod Method, string Path, object? Body = null)
{
    /// <summary>What is sent instead, as it is.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>How long it may take, if not as long as others.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>The path of the world that it is about, or <see langword="null"/> if it is about none, or ends one.</summary>
    public string? World => Path.Split('/') is ["partners", var partner, _, ..] ? $"partners/{partner}" : null;
}

/// <summary>The answer to a control call.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Text">Its body.</param>
internal sealed record ControlAnswer(HttpStatusCode Status, string Text)
{
    // There is no world of the partner.
    private const int UnknownPartner = 1410;

    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>Whether the call is about a partner without a world.</summary>
    public bool IsOfUnknownPartner => Status is HttpStatusCode.NotFound
        && Json.TryGetProperty("errors", out var errors)
        && errors.EnumerateArray().Any(error => error.TryGetProperty("code", out var code) && code.GetInt32() is UnknownPartner);

    /// <summary>The body, or an empty object when it is no JSON.</summary>
    public JsonElement Json { get; } = Read(Text);

    /// <summary>Why it is no success: the status, and each message of the body.</summary>
    public string Reason => Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty("errors", out var errors)
        ? string.Join("; ", errors.EnumerateArray().Select(error => error.GetProperty("message").GetString()))
        : $"the emulator answered {(int)Status}";

    private static JsonElement Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text is "" ? "{}" : text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            using var nothing = JsonDocument.Parse("{}");
            return nothing.RootElement.Clone();
        }
    }
}
