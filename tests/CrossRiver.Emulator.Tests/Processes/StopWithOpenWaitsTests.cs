using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Processes;

/// <summary>The program ends soon when it is asked to, however many calls wait for something.</summary>
[Trait("lane", "slow")]
public sealed class StopWithOpenWaitsTests : IDisposable
{
    private const int Waits = 200;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("emulator-stop");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_wait_is_answered_and_every_stream_ends_when_the_program_is_asked_to_stop()
    {
        await using var program = RunningProgram.Start(
            "CrossRiver.Emulator", _folder.FullName, "--urls", "http://127.0.0.1:0", "--Emulator:Control:OpenWaits", "1000", "--Emulator:Scenarios:Watch", "false");
        _http.BaseAddress = await program.UrlAsync();
        var world = $"/_emulator/partners/{await OnboardAsync(_http)}";
        var idle = Open(Waits, () => WaitAsync(_http, world, new { until = "idle", within = "30d", timeout = "10m" }));
        var all = Open(5, () => WaitAsync(_http, "/_emulator", new { until = "idle", within = "30d", timeout = "10m" }));
        var entries = Open(Waits / 4, () => WaitAsync(_http, world, new { until = "event", match = new { eventName = "Never" }, timeout = "10m" }));
        var streams = await Task.WhenAll(Open(Waits / 4, () => StreamAsync(_http, world)));
        (await _http.PostAsJsonAsync($"{world}/faults", new { call = "customers.list", latency = "10m" }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        var late = Open(20, async () => (await _http.GetAsync(new Uri($"/core/v1/cm/customers?partnerId={world.Split('/')[^1]}", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        await OpenedAsync(_http, world, 20);

        await program.InterruptAsync();
        var exitCode = await program.ExitAsync();

        Assert.Equal(0, exitCode);
        Assert.All(await Task.WhenAll([.. idle, .. all, .. entries]), status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        Assert.All(await Task.WhenAll(late), status => Assert.Equal(HttpStatusCode.OK, status));
        foreach (var stream in streams)
        {
            Assert.StartsWith("event: heartbeat", await stream.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    private static async Task<string> OnboardAsync(HttpClient http)
    {
        var body = Example.Read("create-personal.request.json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/core/v1/cm/customers") { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Emulator-Scenario", "late-hit");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();

        return (string)body["partnerId"]!;
    }

    private static IReadOnlyList<Task<T>> Open<T>(int count, Func<Task<T>> open) => [.. Enumerable.Range(0, count).Select(_ => open())];

    private static async Task<HttpStatusCode> WaitAsync(HttpClient http, string world, object wait)
    {
        using var answer = await http.PostAsJsonAsync($"{world}/wait", wait, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<StreamReader> StreamAsync(HttpClient http, string world) =>
        new(await http.GetStreamAsync(new Uri($"{world}/journal/stream?kind=attempt", UriKind.Relative), TestContext.Current.CancellationToken));

    // A call that is kept waiting is in the journal before it is answered; those that wait came before it.
    private static Task OpenedAsync(HttpClient http, string world, int late) => Until.HoldsAsync(async () =>
    {
        var journal = JsonNode.Parse(await http.GetStringAsync(new Uri($"{world}/journal?kind=call&limit=1000", UriKind.Relative), TestContext.Current.CancellationToken))!;
        return journal["entries"]!.AsArray().Count > late;
    });
}
