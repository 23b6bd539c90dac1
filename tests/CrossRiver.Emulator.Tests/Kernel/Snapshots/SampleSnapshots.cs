using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Telemetry;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Kernel.Worlds.Parts;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Snapshots of a small emulator: its worlds have a counter, alarms in their agendas, and a journal; its file has notes.</summary>
internal sealed class SampleSnapshots
{
    private readonly WorldPartTypes _parts = new(
        [
            new WorldPartType<Counter, SavedCounter>
            {
                Name = "counter",
                IsRequired = true,
                Create = (_, _) => new Counter(),
                Unused = _ => new SavedCounter(0),
                Check = (saved, snapshot) => snapshot.Place.Of("counter").Require(saved.Count < 100, "it has counted too far"),
            },
        ],
        new ServiceCollection().BuildServiceProvider());

    private readonly SnapshotSection _notes = new SnapshotSection<string[]>
    {
        Name = "notes",
        Changes = _ => 0,
        Save = _ => [],
        Load = (_, _) => { },
        Check = (notes, place) => place.Require(notes.Length < 2, "there are too many"),
    };

    public SampleSnapshots() => Json = new SnapshotJson(_parts, new AgendaEntryTypes([new AgendaEntryType<RingEntry>("ring", (_, _, _) => { }, isObsolete: null)]), [_notes]);

    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public SnapshotJson Json { get; }

    /// <summary>A state with two worlds, as a file has it.</summary>
    public JsonNode State() => JsonSerializer.SerializeToNode(
        new EmulatorSnapshot
        {
            Checksum = StateChecksum.Blank,
            Clock = new SavedClock(ClockMode.Manual, 1, Now, Now),
            Calls = 7,
            Worlds = [World(1), World(2)],
            Journal = new SavedJournal(0, [Entry(3, 4)]),
            Sections = new(StringComparer.Ordinal) { ["notes"] = (string[])["a"] },
        },
        Json.Options)!;

    public static WorldSnapshot World(byte number) => new()
    {
        PartnerId = new Guid(number, 0, 0, new byte[8]),
        Now = Now,
        Epoch = 1,
        ChanceSeed = -7,
        Clock = new SavedClock(ClockMode.Real, 2, Now, Now),
        Agenda = [new DueEntry(Now, new RingEntry { Bell = "low", Origin = new ParentSpan(default(System.Diagnostics.ActivityContext)) }), new DueEntry(Now, new RingEntry { Bell = "high" })],
        Journal = new SavedJournal(0, [Entry(1, 1), Entry(2, 3)]),
        Parts = new(StringComparer.Ordinal) { ["counter"] = new SavedCounter(number) },
    };

    public async Task<T> ReadAsync<T>(string json)
        where T : class
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return await Json.ReadAsync<T>(stream, TestContext.Current.CancellationToken);
    }

    public void Check(EmulatorSnapshot snapshot) => new SnapshotCheck(_parts, [_notes]).Check(snapshot);

    public void Check(WorldSnapshot snapshot) => new SnapshotCheck(_parts, [_notes]).Check(snapshot);

    private static SavedEntry Entry(long number, long order) => new(number, order, Call: null, new ControlEntry { At = Now, What = "reset" });

    internal sealed record RingEntry : AgendaEntry
    {
        public override string What => "ring";

        public required string Bell { get; init; }

        public ParentSpan? Origin { get; init; }
    }

    internal sealed record SavedCounter(int Count)
    {
        public int Twice => Count * 2;
    }

    private sealed class Counter : IWorldPart<SavedCounter>
    {
        public int Clear(ResetOptions reset) => 0;

        public SavedCounter Save() => new(0);

        public void Load(SavedCounter saved)
        {
        }
    }
}
