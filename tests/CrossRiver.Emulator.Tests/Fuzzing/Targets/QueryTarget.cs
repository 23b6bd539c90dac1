using System.Text;
using CrossRiver.Emulator.Reference;

namespace CrossRiver.Emulator.Fuzzing.Targets;

/// <summary>Queries of all operations that read. The first line of an input names the operation, the rest is the query. None changes anything.</summary>
internal sealed class QueryTarget : FuzzTarget
{
    private const int StateEvery = 64;

    // An answer without an end.
    private const string Endless = "/stream";

    private readonly FuzzedEmulator _emulator = new();
    private List<string> _operations = [];
    private IReadOnlyList<string> _seeds = [];
    private string _before = "";
    private int _calls;

    public override IReadOnlyList<string> Seeds => _seeds;

    public override ValueTask DisposeAsync() => _emulator.DisposeAsync();

    protected override async Task StartAsync()
    {
        await _emulator.StartAsync();
        var operations = (await _emulator.ReadOperationsAsync()).Where(operation => operation.Method is "GET" && !operation.Path.EndsWith(Endless, StringComparison.Ordinal)).ToList();
        _operations = [.. operations.Select(operation => $"{operation}")];
        _seeds = [.. operations.Select(operation => $"{operation}\n{QueryOf(operation)}")];
        await _emulator.RestoreAsync();
        _before = await _emulator.ReadStateAsync();
    }

    protected override async Task TryAsync(string input)
    {
        var (operation, query) = FuzzedLine.Split(input, _operations);

        await _emulator.SendAsync("GET", $"{_emulator.Fill(operation.Split(' ')[1])}?{Escape(query)}");
        if (++_calls % StateEvery == 0)
        {
            Assert.Equal(_before, await _emulator.ReadStateAsync());
        }
    }

    // Whatever may stand in a query stays as it is.
    private static string Escape(string query) =>
        string.Concat(Encoding.UTF8.GetBytes(query).Select(part => part is > 0x20 and < 0x7F and not (byte)'#' ? $"{(char)part}" : Uri.HexEscape((char)part)));

    private string QueryOf(Operation operation) => string.Join('&', operation.Parameters
        .Where(parameter => (string?)parameter!["in"] is "query")
        .Select(parameter => (string)parameter!["name"]!)
        .Select(name => $"{name}={ValueFor(name)}"));

    private string ValueFor(string name) => name switch
    {
        "partnerId" => $"{_emulator.Partner.Id}",
        "pageSize" or "pageNumber" or "limit" or "after" or "seed" => "5",
        "status" => "Active",
        "ofac" or "pepScan" => "Pending",
        "from" or "to" => "2021-11-22T10:49:58-05:00",
        "format" => "har",
        _ => "x",
    };
}
