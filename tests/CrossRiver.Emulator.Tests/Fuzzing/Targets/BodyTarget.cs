using System.Net;
using System.Text;

namespace CrossRiver.Emulator.Fuzzing.Targets;

/// <summary>
/// Bodies of all operations. The first line of an input names the operation, the rest is the body. A refused body changes nothing. After an accepted body,
/// each world can be read.
/// </summary>
internal sealed class BodyTarget : FuzzTarget
{
    // Those wait for real time, as long as the body says, and the last is the target of snapshots.
    private static readonly string[] Waiting = ["/wait", "/assert", "/snapshot"];

    private readonly FuzzedEmulator _emulator = new();
    private List<string> _operations = [];
    private IReadOnlyList<string> _seeds = [];
    private string _before = "";

    public override IReadOnlyList<string> Seeds => _seeds;

    public override ValueTask DisposeAsync() => _emulator.DisposeAsync();

    protected override async Task StartAsync()
    {
        await _emulator.StartAsync();
        var operations = (await _emulator.ReadOperationsAsync()).Where(operation => operation.Body is not null && !Waiting.Any(end => operation.Path.EndsWith(end, StringComparison.Ordinal))).ToList();
        _operations = [.. operations.Select(operation => $"{operation}")];
        _seeds = [.. operations.SelectMany(operation => operation.Examples.Select(example => $"{operation}\n{example.Body.ToJsonString()}"))];
        await _emulator.RestoreAsync();
        _before = await _emulator.ReadStateAsync();
    }

    protected override async Task TryAsync(string input)
    {
        var (operation, body) = FuzzedLine.Split(input, _operations);
        var place = operation.Split(' ');

        var answer = await _emulator.SendAsync(place[0], _emulator.Fill(place[1]), Encoding.UTF8.GetBytes(body));

        if (answer.Status is HttpStatusCode.OK)
        {
            await ReadAllAsync();
            await _emulator.RestoreAsync();
        }
        else
        {
            Assert.Equal(_before, await _emulator.ReadStateAsync());
        }
    }

    // By the emulator's own routes: no fault that a body may have set is in their way.
    private async Task ReadAllAsync()
    {
        var worlds = (await _emulator.SendAsync("GET", "/_emulator/partners")).Json["results"]!.AsArray();
        foreach (var id in worlds.Select(world => (string)world!["partnerId"]!))
        {
            foreach (var path in new[] { "customers", "deliveries", "journal", "report", "faults" })
            {
                Assert.Equal(HttpStatusCode.OK, (await _emulator.SendAsync("GET", $"/_emulator/partners/{id}/{path}")).Status);
            }
        }
    }
}
