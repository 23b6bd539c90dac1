using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Peers;

/// <summary>A program that the emulator is compared with. <c>bench.sh peers</c> takes it from npm, into a folder of its own.</summary>
internal sealed class Peer
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Folder = Environment.GetEnvironmentVariable("BENCH_PEERS") ?? "";

    private readonly string _program;
    private readonly string _needs;
    private readonly Func<DirectoryInfo, Uri, Uri?, string[]> _arguments;

    private Peer(string name, string program, string needs, Func<DirectoryInfo, Uri, Uri?, string[]> arguments)
    {
        Name = name;
        _program = Path.Combine(Folder, "node_modules", ".bin", program);
        _needs = needs;
        _arguments = arguments;
    }

    public static IReadOnlyList<Peer> All { get; } =
    [
        new Peer("WireMock", "wiremock", "java", WireMock) { TimesFaster = 5, StartShare = 0.4, TimesFasterWithWebhooks = 8 },
        new Peer("Mockoon", "mockoon-cli", "node", Mockoon) { TimesFaster = 20 },
    ];

    public string Name { get; }

    /// <summary>How many times as many GETs the emulator must answer.</summary>
    public required double TimesFaster { get; init; }

    /// <summary>What share of the peer's start the emulator's may take, if that is told.</summary>
    public double? StartShare { get; init; }

    /// <summary>How many times as many customers the emulator must announce by three webhooks each, if the peer sends any.</summary>
    public double? TimesFasterWithWebhooks { get; init; }

    private static string CustomerPath => $"/{Partner.CustomersPath}";

    private static string AnswerBody => new JsonObject
    {
        ["id"] = "7f4c3c9e-97d2-4c47-9d57-ad6b01050b6f",
        ["cifNumber"] = "32653745014",
        ["classification"] = "Personal",
        ["status"] = "Active",
        ["ofac"] = "Pending",
        ["pepScan"] = "Pending",
        ["name"] = Example.Read("create-personal.request.json")["name"]!.DeepClone(),
        ["profile"] = Example.Read("create-personal.request.json")["profile"]!.DeepClone(),
        ["createdAt"] = "2021-11-22T10:49:58.843-05:00",
        ["partnerId"] = Partner.Usual.ToString(),
    }.ToJsonString();

    /// <summary>What is missing to run it, or <see langword="null"/> when nothing is.</summary>
    public async Task<string?> FindMissingAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_program))
        {
            return "npm did not install it";
        }

        using var which = Process.Start(new ProcessStartInfo("which", _needs) { RedirectStandardOutput = true, UseShellExecute = false })!;
        await which.WaitForExitAsync(cancellationToken);
        return which.ExitCode == 0 ? null : $"{_needs} is not installed";
    }

    /// <summary>Starts it with the answers, and waits until it is ready.</summary>
    /// <param name="callbackUrl">Where three webhooks for each customer are sent, or <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public Task<ServerProcess> StartAsync(Uri? callbackUrl, CancellationToken cancellationToken)
    {
        var files = Directory.CreateDirectory(Path.Combine(Folder, Name));
        return ServerProcess.StartAsync(_program, address => _arguments(files, address, callbackUrl), $"{Partner.CustomersPath}/ready", cancellationToken);
    }

    private static string[] WireMock(DirectoryInfo files, Uri address, Uri? callbackUrl)
    {
        var mappings = files.CreateSubdirectory("mappings");
        Write(mappings, "get.json", Stub("GET", "urlPathPattern", $"{CustomerPath}/.+"));
        var post = Stub("POST", "urlPath", CustomerPath);
        if (callbackUrl is not null)
        {
            post["serveEventListeners"] = new JsonArray([.. DueTimes.EventNames.Select(name => Webhook(name, callbackUrl))]);
        }

        Write(mappings, "post.json", post);
        return ["--port", Port(address), "--root-dir", files.FullName, "--no-request-journal", "--disable-banner"];

        static JsonObject Stub(string method, string matcher, string path) => new()
        {
            ["request"] = new JsonObject { ["method"] = method, [matcher] = path },
            ["response"] = new JsonObject { ["status"] = 200, ["headers"] = new JsonObject { ["Content-Type"] = "application/json" }, ["body"] = AnswerBody },
        };
    }

    // A body as the emulator's; WireMock makes the id.
    private static JsonObject Webhook(string eventName, Uri callbackUrl)
    {
        var body = Example.Read("event-onboarded.basic.json");
        body["id"] = "{{randomValue type='UUID'}}";
        body["eventName"] = eventName;
        return new JsonObject
        {
            ["name"] = "webhook",
            ["parameters"] = new JsonObject
            {
                ["method"] = "POST",
                ["url"] = callbackUrl.OriginalString,
                ["headers"] = new JsonObject { ["Content-Type"] = "application/json" },
                ["body"] = body.ToJsonString(Unescaped),
            },
        };
    }

    private static string[] Mockoon(DirectoryInfo files, Uri address, Uri? callbackUrl)
    {
        Write(files, "environment.json", new JsonObject
        {
            ["uuid"] = "6f1d3f6e-6c7e-4d1e-8d0a-000000000001",
            ["lastMigration"] = 33,
            ["name"] = "bank",
            ["port"] = address.Port,
            ["hostname"] = "",
            ["routes"] = new JsonArray(Route(2, "get", $"{CustomerPath}/:id"), Route(4, "post", CustomerPath)),
        });
        return ["start", "--data", Path.Combine(files.FullName, "environment.json"), "--port", Port(address), "--disable-log-to-file"];

        static JsonObject Route(int number, string method, string path) => new()
        {
            ["uuid"] = $"6f1d3f6e-6c7e-4d1e-8d0a-00000000000{number}",
            ["type"] = "http",
            ["method"] = method,
            ["endpoint"] = path.TrimStart('/'),
            ["responses"] = new JsonArray(new JsonObject
            {
                ["uuid"] = $"6f1d3f6e-6c7e-4d1e-8d0a-00000000000{number + 1}",
                ["statusCode"] = 200,
                ["default"] = true,
                ["bodyType"] = "INLINE",
                ["body"] = AnswerBody,
                ["headers"] = new JsonArray(new JsonObject { ["key"] = "Content-Type", ["value"] = "application/json" }),
            }),
        };
    }

    private static string Port(Uri address) => address.Port.ToString(CultureInfo.InvariantCulture);

    private static void Write(DirectoryInfo folder, string name, JsonObject content) => File.WriteAllText(Path.Combine(folder.FullName, name), content.ToJsonString());
}
