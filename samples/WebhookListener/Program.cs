// A partner's webhook endpoint in its smallest form: prints every event that comes, answers 200, and lists them on GET.
//
//   dotnet run --project samples/WebhookListener
//   curl "http://localhost:9000/?count=3"        waits until three events have come, 30 seconds for each

using System.Collections.Concurrent;
using System.Text.Json;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
if (builder.Configuration["urls"] is null)
{
    builder.WebHost.UseUrls("http://localhost:9000");
}

await using var app = builder.Build();
var events = new ConcurrentQueue<string>();
using var arrived = new SemaphoreSlim(0);

app.MapPost("/{**path}", (JsonElement body) =>
{
    var line = $"{body.GetProperty("eventName")} {body.GetProperty("resources")[0]}";
    events.Enqueue(line);
    arrived.Release();
    Console.WriteLine(line);
});

app.MapGet("/", async (CancellationToken gone, int count = 0) =>
{
    while (events.Count < count && await arrived.WaitAsync(TimeSpan.FromSeconds(30), gone))
    {
    }

    return string.Concat(events.Select(line => $"{line}\n"));
});

await app.StartAsync();
Console.WriteLine($"Listening for webhooks on {string.Join(", ", app.Urls)}");
await app.WaitForShutdownAsync();
