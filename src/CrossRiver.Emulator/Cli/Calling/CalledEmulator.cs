using System.Net;
using System.Net.Security;
using CrossRiver.Emulator.Platform;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>An emulator that runs somewhere, called by its control API.</summary>
/// <param name="address">Where it is.</param>
/// <param name="key">What its control API asks for, or <see langword="null"/>.</param>
internal sealed class CalledEmulator(Uri address, string? key) : IDisposable
{
    private readonly HttpClient _http = new(Connection(address))
    {
        BaseAddress = new Uri(address, $"{ControlRoutes.Prefix}/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Where it is, as people write it.</summary>
    public string Address { get; } = address.GetLeftPart(UriPartial.Authority);

    /// <summary>Makes a call.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="path">Its path below <c>/_emulator</c>.</param>
    /// <param name="body">What to send, or <see langword="null"/>.</param>
    /// <param name="end">Ends the wait for the answer.</param>
    /// <exception cref="CommandException">It does not answer, or refuses.</exception>
    public async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken end)
    {
        using var request = new HttpRequestMessage(method, new Uri(path.TrimStart('/'), UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, end);

        return await ReadAsync(response, end);
    }

    /// <summary>Opens a stream.</summary>
    /// <exception cref="CommandException">It does not answer, or refuses.</exception>
    public async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken end)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path.TrimStart('/'), UriKind.Relative));
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

    /// <summary>Asks whether it is ready.</summary>
    /// <returns>Why it is not, in a few words, or <see langword="null"/> when it is.</returns>
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

    // On this machine nobody stands in between, and the certificate is one that the emulator has made itself.
    private static SocketsHttpHandler Connection(Uri address) => new()
    {
        // The key is for this emulator alone.
        AllowAutoRedirect = false,
        UseProxy = !address.IsLoopback,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, errors) => errors is SslPolicyErrors.None || address.IsLoopback },
    };

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken end)
    {
        if (!string.IsNullOrEmpty(key))
        {
            request.Headers.Add("X-Emulator-Key", key);
        }

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

        IReadOnlyList<string> messages = [.. (answer?["errors"]?.AsArray() ?? []).Select(error => (string)error!["message"]!)];
        throw new CommandException(CodeFor(response.StatusCode), messages is [] ? [$"{Address} answers {(int)response.StatusCode}"] : [.. messages.Select(WithAdvice)])
        {
            Status = response.StatusCode,
        };
    }

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

    // The emulator speaks of its routes; here options are meant.
    private static string WithAdvice(string message) =>
        message.Contains("{partnerId}", StringComparison.Ordinal) ? $"{message}; here: write --partner GUID"
        : message.Contains("X-Emulator-Key", StringComparison.Ordinal) ? $"{message}; here: write --key KEY, or set CROSSRIVER_EMULATOR_KEY"
        : message;

    private string NoAnswer(HttpRequestException exception) => $"no emulator answers at {Address} ({exception.GetBaseException().Message})";
}
