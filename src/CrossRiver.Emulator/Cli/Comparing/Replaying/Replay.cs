using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Runtime.CompilerServices;
using CrossRiver.Emulator.Cli.Comparing.Reading;
using CrossRiver.Emulator.Control.Clocks;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Platform.Tokens;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Cli.Comparing.Replaying;

/// <summary>Makes recorded calls again, at an emulator in this process, whose time passes as it did between the calls.</summary>
/// <remarks>Its deliveries are paused: a recorded callback URL is that of a real receiver.</remarks>
internal sealed class Replay(WebApplication emulator, IdPairs pairs) : IDisposable
{
    private const int LargestAnswer = 16 * 1024 * 1024;
    private const string TokenPath = "/connect/token";

    /// <summary>The longest time that passes between two calls.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromDays(31);

    // Headers that change what the bank does. The recorder's client adds the others.
    private static readonly string[] SentHeaders = ["Accept", "Idempotency-Key", "X-Emulator-Scenario"];

    private readonly HashSet<Guid> _paused = [];

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        BaseAddress = new Uri(emulator.Urls.First()),
        MaxResponseContentBufferSize = LargestAnswer,
        Timeout = TimeSpan.FromSeconds(20),
    };

    private WorldDirectory Worlds => emulator.Services.GetRequiredService<WorldDirectory>();

    /// <summary>Returns the settings of an emulator for a replay. The later settings of a command line win.</summary>
    /// <param name="given">The settings of the command line.</param>
    public static string[] SettingsFor(Transcript transcript, IEnumerable<string> given) =>
    [
        $"--Emulator:Pace={Pace.Faithful}",
        .. given,
        "--urls=http://127.0.0.1:0",
        "--Logging:Console:LogLevel:Default=None",
        $"--Emulator:Clock:Mode={ClockMode.Manual}",
        .. transcript.Calls[0].StartedAt is { } start ? [$"--Emulator:Clock:Start={start:O}"] : Array.Empty<string>(),
        "--Emulator:Https:Enabled=false",
        "--Emulator:Scenarios:Watch=false",
        "--Emulator:State:File=",
        "--Emulator:Worlds:AbandonedAfter=0s",
    ];

    /// <summary>Makes the calls one after another, and returns the emulator's answer to each.</summary>
    /// <param name="calls">Calls of the bank's API.</param>
    public async IAsyncEnumerable<(RecordedCall Call, Answer Answer)> PlayAsync(IEnumerable<RecordedCall> calls, [EnumeratorCancellation] CancellationToken end)
    {
        var before = default(DateTimeOffset?);
        foreach (var call in calls)
        {
            await LetPassAsync(call.StartedAt - before, end);
            before = call.StartedAt;
            var answer = await AnswerOrNoneAsync(call, end);
            PauseNewWorlds();

            yield return (call, answer);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task LetPassAsync(TimeSpan? gap, CancellationToken end)
    {
        if (gap is { } span && span > TimeSpan.Zero)
        {
            var until = ClockSetting.Later(Worlds.Clock.Now, span < LongestGap ? span : LongestGap);
            var order = new AdvanceRequest(By: null, until, Steps: null, Timeout: null);
            var advances = await Task.WhenAll(Worlds.All.Select(world => order.AdvanceAsync(world, TimeProvider.System, end)));
            Worlds.Clock.MoveTo(until);
            if (advances.Select(advance => advance.Errors).FirstOrDefault(errors => errors is not null) is [var error, ..])
            {
                throw new CommandException(ExitCode.CannotDo, error.Message);
            }
        }
    }

    private void PauseNewWorlds()
    {
        foreach (var world in Worlds.All.Where(world => _paused.Add(world.PartnerId)))
        {
            world.RunLocked(() => Pause(world));
        }
    }

    // Faults on purpose break connections, and wait for a time that does not pass.
    private async Task<Answer> AnswerOrNoneAsync(RecordedCall call, CancellationToken end)
    {
        try
        {
            return await SendAsync(call, end);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !end.IsCancellationRequested))
        {
            return new Answer(Answer.None, [], Body: null);
        }
    }

    private static ManualDelivery Pause(World world)
    {
        var deliveries = world.Deliveries.Manual;
        deliveries.Pause();
        return deliveries;
    }

    private async Task<Answer> SendAsync(RecordedCall call, CancellationToken end)
    {
        // Not relative to the address, because a path may begin like a host: //core/v1.
        var url = new Uri($"{_http.BaseAddress!.GetLeftPart(UriPartial.Authority)}{pairs.TranslatePath(call.Url.PathAndQuery)}");
        using var request = new HttpRequestMessage(call.Method, url);
        foreach (var header in call.Headers.Where(IsSent))
        {
            request.Headers.TryAddWithoutValidation(header.Name, pairs.Translate(header.Value));
        }

        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(pairs.TranslateBody(MaskedParts.Fill(body))));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", TypeOf(call));
        }

        request.Headers.Authorization = await FindTokenAsync(end) is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        using var response = await _http.SendAsync(request, end);
        var headers = response.Headers.Concat(response.Content.Headers).Select(header => new Header(header.Key, string.Join(", ", header.Value)));
        return new Answer((int)response.StatusCode, [.. headers], await response.Content.ReadAsStringAsync(end));
    }

    private static bool IsSent(Header header) => SentHeaders.Contains(header.Name, StringComparer.OrdinalIgnoreCase) && !header.Value.Any(char.IsControl);

    private static string TypeOf(RecordedCall call) =>
        call.Headers.FirstOrDefault(header => header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))?.Value ?? MediaTypeNames.Application.Json;

    // A new one for each call, because the time that passes may be longer than its life.
    private async Task<string?> FindTokenAsync(CancellationToken end)
    {
        if (!emulator.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value.Strict)
        {
            return null;
        }

        var client = emulator.Services.GetRequiredService<IOptions<TokenOptions>>().Value.Clients is [var first, ..]
            ? first
            : throw CommandException.WrongUsage(
                "a strict emulator needs a client; write --Emulator:Tokens:Clients:0:Id=me --Emulator:Tokens:Clients:0:Secret=secret");
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", client.Id), new("client_secret", client.Secret)]);
        using var response = await _http.PostAsync(new Uri(TokenPath, UriKind.Relative), form, end);
        return response.StatusCode is HttpStatusCode.OK
            ? (string?)(await response.Content.ReadFromJsonAsync<JsonNode>(end))?["access_token"]
            : throw new CommandException(ExitCode.CannotDo, $"the emulator gives no token: it answers {(int)response.StatusCode}");
    }
}
