using System.Text.Json.Nodes;

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

    [Theory]
    [InlineData("clock.speed", "0", "$.clock.speed: its clock has a speed that is out of range")]
    [InlineData("clock.speed", "1000001", "$.clock.speed: its clock has a speed that is out of range")]
    [InlineData("format", "99", "$.format: it has form 99, and only form 1 is known; a newer emulator has made it")]
    [InlineData("journal.entries.0.number", "0", "$.journal.entries[0]: the entries are not in order")]
    [InlineData("worlds.0.journal.entries.1.number", "1", "$.worlds[0].journal.entries[1]: the entries are not in order")]
    [InlineData("worlds.0.journal.entries.1.order", "0", "$.worlds[0].journal.entries[1]: the entries are not in order")]
    [InlineData("worlds.0.journal.entries.0.call", null, "$.worlds[0].journal.entries[0]: an entry is either a call or something else")]
    [InlineData("worlds.0.clock.speed", "0", "$.worlds[0].clock.speed: its clock has a speed that is out of range")]
    [InlineData("worlds.0.agenda.0.entry", null, "$.worlds[0].agenda[0]")]
    [InlineData("worlds.1", "0", "$.worlds[1]: the world of partner 6e80b097-693c-4592-8440-02f345335bbf is there twice")]
    [InlineData("aliases.0", """{"alias":"a b","partnerId":"6e80b097-693c-4592-8440-02f345335bbf"}""", "$.aliases[0].alias: an alias must be 1 to 32 letters, digits or hyphens")]
    [InlineData("worlds.0.journal.entries.1.other", """{"kind":"attempt","at":"2026-03-02T09:00:00Z","eventName":"E","eventId":"6e80b097-693c-4592-8440-02f345335bbf","attempt":1,"callbackUrl":"nowhere","durationMilliseconds":1}""", "an attempt has no callback URL or no duration")]
    [InlineData("worlds.0.journal.entries.1.other", """{"kind":"attempt","at":"2026-03-02T09:00:00Z","eventName":"E","eventId":"6e80b097-693c-4592-8440-02f345335bbf","attempt":1,"callbackUrl":"https://a.test","durationMilliseconds":-1}""", "an attempt has no callback URL or no duration")]
    [InlineData("worlds.0.journal.entries.1.other", """{"kind":"attempt","at":"2026-03-02T09:00:00Z","eventName":"E","eventId":"6e80b097-693c-4592-8440-02f345335bbf","attempt":1,"callbackUrl":"https://a.test","durationMilliseconds":1000000000}""", "an attempt has no callback URL or no duration")]
    public async Task A_state_that_cannot_be_is_refused_with_its_place_and_stays(string place, string? value, string told)
    {
        await RunAsync(async partner =>
        {
            await partner.OnboardAsync(scenario: "ofac-review");
            await partner.GetAsync("/core/v1/cm/customers/6e80b097-693c-4592-8440-000000000000");
        });
        var edited = Edited(place, value);
        await File.WriteAllTextAsync(State, edited, TestContext.Current.CancellationToken);

        var refusal = await RefusalAsync();

        Assert.StartsWith($"{State}: the state cannot be read: ", refusal, StringComparison.Ordinal);
        Assert.Contains(told, refusal, StringComparison.Ordinal);
        Assert.EndsWith("; the file stays as it is, move it away to start without it", refusal, StringComparison.Ordinal);
        Assert.Equal(edited, await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("null", "$: is null")]
    [InlineData("{}", "$: clock is missing (line 1, byte 3)")]
    [InlineData("[\n1]", "$: is not as it should be (line 1, byte 2)")]
    [InlineData("""{"format":1,"format":1}""", "$")]
    public async Task A_file_that_is_no_state_is_refused(string text, string told)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(State)!);
        await File.WriteAllTextAsync(State, text, TestContext.Current.CancellationToken);

        Assert.StartsWith($"{State}: the state cannot be read: {told}", await RefusalAsync(), StringComparison.Ordinal);
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

    // A file without a checksum is taken as it is.
    private string Edited(string place, string? value)
    {
        var state = JsonNode.Parse(File.ReadAllText(State))!;
        state.AsObject().Remove("checksum");
        var names = place.Split('.');
        var parent = names.SkipLast(1).Aggregate(state, (part, name) => part is JsonArray ? part[Index(name)]! : part[name]!);
        if (parent is JsonArray list)
        {
            list.Insert(Index(names[^1]), value is "0" ? list[0]!.DeepClone() : JsonNode.Parse(value!));
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
