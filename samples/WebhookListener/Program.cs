// A partner's webhook endpoint in its smallest form: prints every event that comes, answers 200, and lists them on GET.
//
//   dotnet run --project samples/WebhookListener
//   curl "http://localhost:9000/?count=3"        waits until three events have come, 30 seconds for each
//
// Events whose signature does not verify are answered 401. The secret is the emulator's default, or --secret.

using System.Collections.Concurrent;
using System.Text.Json;
using WebhookListener;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

// What keeps it from listening is said below, in a line.
builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
if (builder.Configuration["urls"] is null)
{
    builder.WebHost.UseUrls("http://localhost:9000");
}

await using var app = builder.Build();
var secret = app.Configuration["secret"] ?? "Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==";
var events = new ConcurrentQueue<string>();
using var arrived = new SemaphoreSlim(0);

app.MapPost("/{**path}", async (HttpRequest request) =>
{
    using var buffer = new MemoryStream();
    await request.Body.CopyToAsync(buffer);
    var body = buffer.ToArray();
    if (!SignatureCheck.Verifies(request.Headers["cos-signature"].ToString(), body, secret))
    {
        Console.WriteLine("An event whose signature does not verify");
        return Results.Unauthorized();
    }

    using var json = JsonDocument.Parse(body);
    var line = $"{json.RootElement.GetProperty("eventName")} {string.Join(' ', json.RootElement.GetProperty("resources").EnumerateArray())}";
    events.Enqueue(line);
    arrived.Release();
    Console.WriteLine(line);
    return Results.Ok();
});

app.MapGet("/", async (CancellationToken gone, int count = 0) =>
{
    while (events.Count < count && await arrived.WaitAsync(TimeSpan.FromSeconds(30), gone))
    {
    }

    return string.Concat(events.Select(line => $"{line}\n"));
});

try
{
    await app.StartAsync();
}
catch (IOException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message.TrimEnd('.')}; listen elsewhere: --urls http://localhost:9001");
    return 1;
}

Console.WriteLine($"Listening for webhooks on {string.Join(", ", app.Urls)}");
await app.WaitForShutdownAsync();
return 0;
