using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Worlds.Running;

public sealed class AgendaEntriesTests
{
    private readonly ConcurrentQueue<string> _ran = new();

    [Fact]
    public async Task Every_entry_has_its_kind_in_snapshots_and_something_that_runs_it()
    {
        await using var emulator = new RunningEmulator();

        var registered = emulator.Services.GetRequiredService<AgendaEntryTypes>().All;

        Assert.Equal(
            ["condition-end", "copy", "gathered", "hold-end", "lag-end", "late", "outcome", "phantom", "reorder", "retry", "step"],
            registered.Select(type => type.Kind).Order(StringComparer.Ordinal));
        Assert.Equal(
            typeof(AgendaEntry).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AgendaEntry))).Select(type => type.Name).Order(StringComparer.Ordinal),
            registered.Select(type => type.Entry.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_area_that_registers_an_entry_of_its_own_has_it_run_and_saved_until_it_is_obsolete()
    {
        await using var emulator = new RunningEmulator { Configure = builder => builder.Services.AddAgendaEntry<Note>("note", (_, note, _) => _ran.Enqueue(note.Text), (_, note) => note.IsObsolete) };
        var partner = emulator.NewPartner();
        var world = emulator.Services.GetRequiredService<WorldDirectory>().Open(partner.Id);
        world.RunLocked(() =>
        {
            world.Agenda.Book(world.Clock.Now.AddHours(1), new Note("obsolete", IsObsolete: true));
            world.Agenda.Book(world.Clock.Now.AddHours(1), new Note("awaited", IsObsolete: false));
            return world;
        });

        var saved = (await partner.GetAsync($"{partner.Control}/snapshot")).Json;
        await partner.PostAsync($"{partner.Control}/clock/advance", new JsonObject { ["by"] = "1h" });

        var entry = Assert.Single(saved["agenda"]!.AsArray())!["entry"]!;
        Assert.Equal(("note", "awaited"), ((string)entry["kind"]!, (string)entry["text"]!));
        Assert.Equal(["awaited"], _ran);
    }

    private sealed record Note(string Text, bool IsObsolete) : AgendaEntry
    {
        public override string What => "note";
    }
}
