using System.Threading.Channels;
using CrossRiver.Emulator.Cli.Calling.Entries;
using CrossRiver.Emulator.Modules.Customers.Store;

namespace CrossRiver.Emulator.Cli.Output;

/// <summary>Prints the entries of all worlds while the program runs.</summary>
/// <remarks>The journal is the buffer. If a terminal blocks, the journal drops its oldest entries, and the next line counts them.</remarks>
internal sealed class EntryOutput : IDisposable
{
    private const int MostWaiting = 1_000;
    private const int FullRead = 100;

    // A person reads no faster, and printing takes time from the worlds.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _end = new();
    private readonly Channel<Action> _lines = Channel.CreateBounded<Action>(MostWaiting);
    private readonly WorldDirectory _worlds;
    private readonly TimeProvider _machine;

    private EntryOutput(WorldDirectory worlds, TimeProvider machine)
    {
        (_worlds, _machine) = (worlds, machine);
        new Thread(WriteLines) { IsBackground = true, Name = "Entries" }.Start();
        _ = ReadAsync(worlds.JournalOfAll.Read(new JournalQuery(long.MaxValue - 1, 1)).Cursor, _end.Token);
    }

    /// <summary>Begins to print new entries, or returns null if the settings or a redirected output rule that out.</summary>
    public static EntryOutput? Begin(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<OutputOptions>>().Value;
        return options.Quiet || (!options.Entries && Console.IsOutputRedirected)
            ? null
            : new EntryOutput(services.GetRequiredService<WorldDirectory>(), services.GetRequiredService<TimeProvider>());
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task ReadAsync(long after, CancellationToken end)
    {
        var follower = new JournalFollower(_worlds.JournalOfAll, JournalFilter.None, after, _machine, () => false);
        var people = new EntryPeople((partner, customer) => _worlds.Find(partner)?.Customers.Find(customer)?.Name.FullName);
        try
        {
            while (true)
            {
                var excerpt = await follower.ReadOnAsync(LongestSilence, end);
                if (excerpt.Lost > 0)
                {
                    await _lines.Writer.WriteAsync(() => Console.Error.WriteLine($"{excerpt.Lost} entries were dropped before they could be printed"), end);
                }

                foreach (var entry in excerpt.Entries)
                {
                    var line = EntryLine.Of(JsonSerializer.SerializeToNode(entry, entry.GetType(), WireJson.Options)!.AsObject(), people);
                    await _lines.Writer.WriteAsync(() => line.Print(Console.Out), end);
                }

                await Task.Delay(excerpt.Entries.Count < FullRead ? TimeSpan.Zero : Pause, _machine, end);
            }
        }
        catch (OperationCanceledException)
        {
            _lines.Writer.Complete();
        }
    }

    private void WriteLines()
    {
        foreach (var write in _lines.Reader.ReadAllAsync().ToBlockingEnumerable())
        {
            write();
        }
    }
}

/// <summary>The output of the program while it runs: the section <c>Emulator:Output</c>, checked at the start.</summary>
internal sealed class OutputOptions
{
    /// <summary>Prints each entry of the journal in a line, as <c>tail</c> does, also where standard output is no terminal.</summary>
    /// <value>The default is false; the container sets it to true.</value>
    public bool Entries { get; set; }

    /// <summary>Prints no entries, not even in a terminal.</summary>
    /// <value>The default is false.</value>
    public bool Quiet { get; set; }
}
