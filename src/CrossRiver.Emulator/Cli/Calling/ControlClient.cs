using System.Net;
using System.Net.Security;
using System.Runtime.CompilerServices;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Https;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Represents a running emulator, called by its control API.</summary>
/// <param name="key">The key of its control API, or null.</param>
/// <param name="handler">The handler of the calls, or null for calls over the network.</param>
internal sealed class ControlClient(Uri address, string? key, HttpMessageHandler? handler = null) : IDisposable
{
    private const int LargestPage = 50;

    private readonly HttpClient _http = new(handler ?? Connection(address))
    {
        BaseAddress = new Uri(address, $"{ControlRoutes.Prefix}/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public string Address { get; } = address.GetLeftPart(UriPartial.Authority);

    /// <summary>Makes a call, and returns the answer.</summary>
    /// <param name="path">The path below <c>/_emulator</c>.</param>
    /// <param name="body">The body, or null if there is none.</param>
    /// <exception cref="CommandException">The emulator does not answer, or refuses the call.</exception>
    public async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken end)
    {
        using var request = RequestOf(method, path, body);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, end);
        return await ReadAsync(response, end);
    }

    /// <summary>Makes a call, and returns the answer as text.</summary>
    /// <inheritdoc cref="SendAsync(HttpMethod, string, JsonNode, CancellationToken)"/>
    public async Task<string> SendForTextAsync(HttpMethod method, string path, JsonNode? body, CancellationToken end)
    {
        using var request = RequestOf(method, path, body);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, end);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(end) : $"{await ReadAsync(response, end)}";
    }

    /// <summary>Sends the text of a YAML file, and returns the answer.</summary>
    /// <inheritdoc cref="SendAsync(HttpMethod, string, JsonNode, CancellationToken)"/>
    public async Task<JsonObject> PutYamlAsync(string path, string yaml, CancellationToken end)
    {
        using var request = RequestOf(HttpMethod.Put, path, body: null);
        request.Content = new StringContent(yaml, Encoding.UTF8, YamlBody.ContentType);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, end);
        return await ReadAsync(response, end);
    }

    /// <summary>Makes a call of the bank's API, and returns the answer.</summary>
    /// <param name="path">The whole path.</param>
    /// <param name="headers">More headers of the call.</param>
    /// <exception cref="CommandException">The emulator does not answer, or refuses the call.</exception>
    public async Task<JsonObject> CallBankAsync(HttpMethod method, string path, JsonNode body, IReadOnlyDictionary<string, string> headers, CancellationToken end)
    {
        using var request = RequestOf(method, $"..{path}", body);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, end);
        return await ReadAsync(response, end);
    }

    /// <summary>Returns the items of a list, page by page.</summary>
    /// <param name="path">The path below <c>/_emulator</c>, with a query.</param>
    /// <exception cref="CommandException">The emulator does not answer, or refuses the call.</exception>
    public async IAsyncEnumerable<JsonObject> ListAsync(string path, [EnumeratorCancellation] CancellationToken end)
    {
        JsonObject page;
        var number = 1;
        do
        {
            page = await SendAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{path}&pageSize={LargestPage}&pageNumber={number++}"), body: null, end);
            foreach (var item in page["results"]!.AsArray())
            {
                yield return item!.AsObject();
            }
        }
        while ((bool)page["hasNextPage"]!);
    }

    /// <summary>Opens a stream.</summary>
    /// <exception cref="CommandException">The emulator does not answer, or refuses the call.</exception>
    public async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken end)
    {
        using var request = RequestOf(HttpMethod.Get, path, body: null);
        var response = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                await ReadAsync(response, end);
            }
        }

        return response;
    }

    /// <summary>Returns the reason why the emulator is not ready, in a few words, or null if it is ready.</summary>
    public async Task<string?> FindWhyNotReadyAsync(CancellationToken end)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("ready", UriKind.Relative), end);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => null,
                HttpStatusCode.ServiceUnavailable => $"{Address} is {(string?)(await response.Content.ReadFromJsonAsync<JsonNode>(end))?["status"]}",
                var status => $"{Address} answers {(int)status}: that is no emulator",
            };
        }
        catch (HttpRequestException exception)
        {
            return NoAnswer(exception);
        }
        catch (JsonException)
        {
            return $"{Address} does not answer as an emulator does";
        }
    }

    public void Dispose() => _http.Dispose();

    // On this machine there is no proxy, and the emulator has made its certificate itself. The key must not follow a redirect.
    private static SocketsHttpHandler Connection(Uri address) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = !address.IsLoopback,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, errors) => errors is SslPolicyErrors.None || address.IsLoopback },
    };

    private HttpRequestMessage RequestOf(HttpMethod method, string path, JsonNode? body)
    {
        // A name of dots alone would make the path that of another resource: checkpoints/.. is the world.
        if (path.Split('?')[0].Split('/').Skip(1).FirstOrDefault(name => name is not "" && name.Trim('.') is "") is { } dots)
        {
            throw CommandException.WrongUsage($"'{dots}' is no name; write letters, digits, hyphens, dots or underscores, and not dots alone");
        }

        var request = new HttpRequestMessage(method, new Uri(path.TrimStart('/'), UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        if (!string.IsNullOrEmpty(key))
        {
            request.Headers.Add("X-Emulator-Key", key);
        }

        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken end)
    {
        try
        {
            return await _http.SendAsync(request, completion, end);
        }
        catch (HttpRequestException exception)
        {
            throw new CommandException(ExitCode.CannotDo, $"{NoAnswer(exception)}; start it, or write --url URL");
        }
    }

    private async Task<JsonObject> ReadAsync(HttpResponseMessage response, CancellationToken end)
    {
        var answer = await ParseAsync(response, end);
        if (response.IsSuccessStatusCode)
        {
            return answer ?? throw new CommandException(ExitCode.CannotDo, $"{Address} does not answer as an emulator does");
        }

        IReadOnlyList<string> messages = [.. (answer?["errors"]?.AsArray() ?? []).Select(error => WithAdvice((string)error!["message"]!))];
        throw new CommandException(CodeFor(response.StatusCode), messages is [] ? [WithoutMessage(response.StatusCode)] : messages)
        {
            Status = response.StatusCode,
            Answer = answer,
        };
    }

    // The bank refuses a call without a token with an empty body.
    private string WithoutMessage(HttpStatusCode status) => status is HttpStatusCode.Unauthorized
        ? $"{Address} answers 401: the call needs a bearer token, which POST /connect/token gives"
        : $"{Address} answers {(int)status}";

    private static async Task<JsonObject?> ParseAsync(HttpResponseMessage response, CancellationToken end)
    {
        try
        {
            return JsonNode.Parse(await response.Content.ReadAsStringAsync(end)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int CodeFor(HttpStatusCode status) => status switch
    {
        HttpStatusCode.RequestTimeout => ExitCode.TimeIsUp,
        HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => ExitCode.WrongUsage,
        _ => ExitCode.CannotDo,
    };

    // The emulator's messages name its routes; a command has options instead.
    private static string WithAdvice(string message) =>
        message.Contains("{partnerId}", StringComparison.Ordinal) ? $"{message}; here: write --partner PARTNER"
        : message.Contains("X-Emulator-Key", StringComparison.Ordinal) ? $"{message}; here: write --key KEY, or set CROSSRIVER_EMULATOR_KEY"
        : message;

    private string NoAnswer(HttpRequestException exception) => $"no emulator answers at {Address} ({exception.GetBaseException().Message})";
}

/// <summary>Provides the address of the emulator that a command calls.</summary>
internal static class EmulatorAddress
{
    private const string Default = "http://localhost:5080";

    /// <summary>Returns the address in the command line, or else in the environment, or else the default. The emulator finds its own address alike.</summary>
    /// <param name="environment">Reads a variable of the environment.</param>
    /// <exception cref="CommandException">The text is no URL.</exception>
    public static Uri Find(string? given, Func<string, string?> environment)
    {
        var text = given ?? FirstOf(environment("ASPNETCORE_URLS")) ?? FirstOf(environment("URLS")) ?? UrlOf(FirstOf(environment("ASPNETCORE_HTTP_PORTS"))) ?? Default;
        var url = text.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal);
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? ListenUrl.ToCallable(uri)
            : throw CommandException.WrongUsage($"'{text}' is no URL; write --url {Default}");
    }

    private static string? FirstOf(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();

    private static string? UrlOf(string? port) => port is null ? null : $"http://localhost:{port}";
}
