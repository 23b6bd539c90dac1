using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>A file of the state that is damaged, edited or taken, in the process of the tests.</summary>
public sealed class KeptStateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kept");

    private string State => Path.Combine(_folder.FullName, "below", "state.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_state_is_written_for_its_owner_alone_and_read_at_the_next_start()
    {
        await RunAsync(partner => partner.OnboardAsync());

        Assert.Equal(["state.json"], Directory.EnumerateFiles(Path.GetDirectoryName(State)!).Select(file => Path.GetFileName(file)));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(State) is (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        await RunAsync(async partner => Assert.Equal(1, await partner.CountCustomersAsync()));
    }

    [Fact]
    public async Task Without_a_file_nothing_is_kept()
    {
        await using var emulator = new RunningEmulator { Settings = SettingsOf("") };
        await emulator.NewPartner().OnboardAsync();

        Assert.False(File.Exists(State));
    }

    [Fact]
    public Task A_state_that_cannot_be_is_refused_with_its_place_and_stays() =>
        AssertRefusedAsync("worlds.0.agenda.0.entry", value: null, "$.worlds[0].agenda[0]: entry is missing");

    [Fact]
    public Task A_state_of_a_newer_format_is_refused() =>
        AssertRefusedAsync("format", "99", "$.format: it has form 99, and only form 1 is known; a newer emulator has made it");

    [Fact]
    public Task A_state_with_an_alias_that_cannot_be_is_refused() =>
        AssertRefusedAsync("aliases.0", """{"alias":"a b","partnerId":"6e80b097-693c-4592-8440-02f345335bbf"}""", "$.aliases[0].alias: an alias must be 1 to 32 letters, digits or hyphens");

    [Fact]
    public async Task A_file_that_is_no_state_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(State)!);
        await File.WriteAllTextAsync(State, "{}", TestContext.Current.CancellationToken);

        Assert.StartsWith($"{State}: the state cannot be read: $: clock is missing (line 1, byte 3)", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_is_written_at_intervals_while_something_changes_and_again_after_a_failure()
    {
        var log = new KeptLines();
        await using var emulator = new StandingEmulator { Settings = SettingsOf(State), Configure = builder => builder.Logging.ClearProviders().AddProvider(log) };
        await emulator.NewPartner().OnboardAsync();
        Assert.DoesNotContain("ofac", await ReadAsync(), StringComparison.Ordinal);

        // The new file cannot be written: a folder has its name.
        var folder = Directory.CreateDirectory($"{State}.new");
        await Until.HoldsAsync(() => log.All.Any(line => line.StartsWith($"The state could not be written to {State}; it is tried again", StringComparison.Ordinal)), () => emulator.Clock.Advance(TimeSpan.FromMinutes(1)));
        Assert.DoesNotContain("ofac", await ReadAsync(), StringComparison.Ordinal);

        folder.Delete();
        await Until.HoldsAsync(async () => (await ReadAsync()).Contains("ofac", StringComparison.Ordinal), () => emulator.Clock.Advance(TimeSpan.FromMinutes(1)));

        Task<string> ReadAsync() => File.ReadAllTextAsync(State, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_state_that_cannot_be_written_at_the_stop_fails_the_stop_and_leaves_nothing_half()
    {
        var emulator = new RunningEmulator { Settings = SettingsOf(State) };
        await emulator.NewPartner().OnboardAsync();
        File.Delete(State);
        Directory.CreateDirectory(Path.Combine(State, "taken"));

        var failure = await Assert.ThrowsAsync<StateFileException>(async () => await emulator.DisposeAsync());

        Assert.StartsWith($"{State}: the state could not be written at the stop: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("; the file is that of the last time it could", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists($"{State}.new"));
    }

    [Theory]
    [InlineData("\"calls\":", "\"calls\": ")]
    [InlineData("{\"checksum\":", " {\"checksum\":")]
    public async Task A_state_with_another_checksum_is_refused(string before, string after)
    {
        await RunAsync(partner => partner.OnboardAsync());
        var whole = await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(State, whole.Replace(before, after, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Contains("$.checksum: it is not that of the file, which was damaged or edited; to take the file as it is, remove this member", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_without_a_checksum_is_taken()
    {
        await RunAsync(partner => partner.OnboardAsync());

        await File.WriteAllTextAsync(State, Edited("format", "1"), TestContext.Current.CancellationToken);

        await RunAsync(async partner => Assert.Equal(1, await partner.CountCustomersAsync()));
    }

    [Fact]
    public async Task Two_emulators_do_not_share_a_state()
    {
        await RunAsync(async _ =>
        {
            var refusal = await RefusalAsync();

            Assert.StartsWith($"{State}: the state cannot be written: ", refusal, StringComparison.Ordinal);
            Assert.EndsWith("Another emulator may keep its state there; choose another file with --state", refusal, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_state_that_cannot_be_written_stops_the_start()
    {
        Directory.CreateDirectory($"{State}.new");

        var refusal = await RefusalAsync();

        Assert.StartsWith($"{State}: the state cannot be written: ", refusal, StringComparison.Ordinal);
        Assert.EndsWith("; choose another file with --state", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_a_state_stays_a_link()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(State)!);
        var target = Path.Combine(_folder.FullName, "target.json");
        await RunAsync(partner => partner.OnboardAsync());
        File.Move(State, target);
        File.CreateSymbolicLink(State, target);

        await RunAsync(async partner => Assert.Equal(1, await partner.CountCustomersAsync()));

        Assert.Equal(target, new FileInfo(State).LinkTarget);
    }

    private async Task AssertRefusedAsync(string place, string? value, string told)
    {
        await RunAsync(partner => partner.OnboardAsync(scenario: "ofac-review"));
        var edited = Edited(place, value);
        await File.WriteAllTextAsync(State, edited, TestContext.Current.CancellationToken);

        var refusal = await RefusalAsync();

        Assert.StartsWith($"{State}: the state cannot be read: {told}", refusal, StringComparison.Ordinal);
        Assert.EndsWith("; the file stays as it is, move it away to start without it", refusal, StringComparison.Ordinal);
        Assert.Equal(edited, await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
    }

    // A file without a checksum is taken as it is.
    private string Edited(string place, string? value)
    {
        var state = JsonNode.Parse(File.ReadAllText(State))!;
        state.AsObject().Remove("checksum");
        var names = place.Split('.');
        var parent = names.SkipLast(1).Aggregate(state, (part, name) => part is JsonArray ? part[Index(name)]! : part[name]!);
        if (parent is JsonArray list)
        {
            list.Insert(Index(names[^1]), JsonNode.Parse(value!));
        }
        else if (value is null)
        {
            parent.AsObject().Remove(names[^1]);
        }
        else
        {
            parent[names[^1]] = JsonNode.Parse(value);
        }

        return state.ToJsonString();
    }

    private static int Index(string name) => int.Parse(name, System.Globalization.CultureInfo.InvariantCulture);

    private async Task RunAsync(Func<Partner, Task> act)
    {
        await using var emulator = new RunningEmulator { Settings = SettingsOf(State) };
        await act(emulator.NewPartner(new Guid("6e80b097-693c-4592-8440-02f345335bbf")));
    }

    private async Task<string> RefusalAsync()
    {
        await using var emulator = new RunningEmulator { Settings = SettingsOf(State) };
        return Assert.Throws<StateFileException>(() => emulator.NewPartner()).Message;
    }

    private static Dictionary<string, string?> SettingsOf(string state) =>
        new(StringComparer.Ordinal) { ["Emulator:State:File"] = state, ["Emulator:Clock:Mode"] = "Manual", ["Emulator:Clock:Start"] = "2026-03-02T09:00:00Z" };
}
