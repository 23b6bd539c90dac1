using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;
using CrossRiver.Emulator.Kernel.Worlds.Parts;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class WorldDirectoryTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly SampleWorlds _worlds = new(services => services
        .Configure<WorldOptions>(worlds => (worlds.Most, worlds.AbandonedAfter) = (2, Hour))
        .AddSingleton(new WorldSeed(SampleWorlds.Id(2), world => world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = "seeded" })))
        .AddSingleton(new WorldSeed(PartnerId: null, _ => throw new InvalidOperationException("It fills no world."))));

    private WorldDirectory Directory => _worlds.Directory;

    public void Dispose() => _worlds.Dispose();

    [Fact]
    public void A_world_is_found_from_its_first_use_on()
    {
        Assert.Null(Directory.Find(SampleWorlds.Id(2)));
        var world = Directory.Prepare(SampleWorlds.Id(2), out var created);

        Assert.True(created);
        Assert.Same(world, Directory.Prepare(SampleWorlds.Id(2), out created));
        Assert.Null(created);
        Assert.Same(world, Directory.Find(SampleWorlds.Id(2)));
        Assert.Same(world, Directory.Require(SampleWorlds.Id(2)));
        Assert.Same(world, Directory.Open(SampleWorlds.Id(2)));
        Assert.Equal(2, Directory.All.Count);
    }

    [Fact]
    public void The_entries_of_all_agendas_are_counted()
    {
        _worlds.Book(60, "step");
        Book(Directory.Open(SampleWorlds.Id(2)));
        Book(Directory.Open(SampleWorlds.Id(2)));

        Assert.Equal(3, Directory.AgendaEntries);

        static void Book(World world) => world.RunLocked(() =>
        {
            world.Agenda.Book(SampleWorlds.Start.AddMinutes(1), new SampleWorlds.Note("step"));
            return true;
        });
    }

    [Fact]
    public void A_part_or_an_entry_that_no_area_has_registered_is_a_defect()
    {
        Assert.Equal($"{typeof(Unknown)} is no part of a world; add it with AddWorldPart.", Assert.Throws<System.Diagnostics.UnreachableException>(() => _worlds.World.Part<Unknown>()).Message);
        Assert.Equal(
            "Nothing runs UnknownEntry { What = unknown, AwaitsPerson = False, IsConsequence = False, OfCustomer = , OfEvent =  }; register it with AddAgendaEntry.",
            Assert.Throws<System.Diagnostics.UnreachableException>(() => _worlds.Service<Running.AgendaEntryTypes>().Of(new UnknownEntry())).Message);
    }

    [Fact]
    public async Task There_is_an_only_world_if_there_is_one()
    {
        Assert.Same(_worlds.World, Directory.Only);
        Directory.Open(SampleWorlds.Id(2));
        Assert.Null(Directory.Only);

        await Directory.EndAsync(SampleWorlds.Id(1), "a test asked for it");
        Assert.Equal(SampleWorlds.Id(2), Directory.Only?.PartnerId);
        await Directory.EndAsync(SampleWorlds.Id(2), "a test asked for it");
        Assert.Null(Directory.Only);
    }

    [Fact]
    public void There_are_as_many_worlds_as_may_be()
    {
        Directory.Open(SampleWorlds.Id(2));

        var refusal = Assert.Throws<TooManyWorldsException>(() => Directory.Open(SampleWorlds.Id(3)));

        Assert.Equal(("There are 2 worlds already", 2, SampleWorlds.Id(3)), (refusal.Message, refusal.Most, refusal.PartnerId));
        Assert.Throws<TooManyWorldsException>(() => Directory.Prepare(SampleWorlds.Id(3), out _));
        Assert.Same(_worlds.World, Directory.Open(SampleWorlds.Id(1)));
    }

    [Fact]
    public async Task The_next_world_of_a_partner_goes_on_where_the_last_one_ended()
    {
        _worlds.World.Journal.Add(new ControlEntry { At = SampleWorlds.Start, What = "before" });

        Assert.True(await Directory.EndAsync(SampleWorlds.Id(1), "a test asked for it"));
        Assert.False(await Directory.EndAsync(SampleWorlds.Id(1), "a test asked for it"));
        var next = Directory.Open(SampleWorlds.Id(1));
        next.Journal.Add(new ControlEntry { At = SampleWorlds.Start, What = "after" });

        Assert.NotSame(_worlds.World, next);
        Assert.True(_worlds.World.IsOver && !next.IsOver);
        Assert.Equal((3, 3L), (next.EpochNumber, next.Journal.LastNumber));
        Assert.Equal(new FormerLife(SampleWorlds.Id(1), 2, 2), Assert.Single(Directory.FormerLives.All));
    }

    [Fact]
    public async Task A_call_that_names_an_unknown_partner_learns_which_there_are_and_how_its_world_ended()
    {
        var never = Directory.UnknownPartner("nobody");
        Assert.Equal(("There is no world of partner nobody", "nobody", "", $"there is 1 world: {SampleWorlds.Id(1)}"), (never.Message, never.PartnerId, never.End, never.Others));
        Assert.Equal($"there are 2 worlds: {SampleWorlds.Id(1)}, {SampleWorlds.Id(2)}", Also(2).Others);

        await Directory.EndAsync(SampleWorlds.Id(2), "a test asked for it");
        await Directory.EndAsync(SampleWorlds.Id(1), "a test asked for it");
        var ended = Assert.Throws<UnknownPartnerException>(() => Directory.Require(SampleWorlds.Id(1)));
        Assert.Equal((": it was ended at 2026-03-02T09:00:00.0000000Z, because a test asked for it", "there is no world yet"), (ended.End, ended.Others));

        UnknownPartnerException Also(byte number)
        {
            Directory.Open(SampleWorlds.Id(number));
            return Directory.UnknownPartner("nobody");
        }
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Five_worlds_are_named_and_more_are_not(byte count, bool hasMore)
    {
        using var worlds = new SampleWorlds();
        var all = Enumerable.Range(1, count).Select(number => worlds.Directory.Open(SampleWorlds.Id((byte)number))).ToList();

        Assert.Equal(
            $"there are {count} worlds: {string.Join(", ", Enumerable.Range(1, 5).Select(number => SampleWorlds.Id((byte)number)))}{(hasMore ? ", …" : "")}",
            new EndedWorlds().Unknown("nobody", all).Others);
    }

    [Fact]
    public void Time_outside_of_worlds_is_the_emulator_s()
    {
        _worlds.World.Clock.MoveTo(SampleWorlds.Start + Hour);

        Assert.Same(_worlds.World.Clock, Directory.ClockOf(SampleWorlds.Id(1)));
        Assert.Same(Directory.Clock, Directory.ClockOf(SampleWorlds.Id(3)));
        Assert.Same(Directory.Clock, Directory.ClockOf(partnerId: null));
        Assert.Equal(SampleWorlds.Start, Directory.Clock.Now);
    }

    [Fact]
    public async Task A_reset_of_all_begins_every_world_and_the_emulator_s_clock_again()
    {
        Directory.Open(SampleWorlds.Id(2));
        Directory.Clock.MoveTo(SampleWorlds.Start + Hour);
        await Directory.ResetAsync([KeepOnReset.Clock]);
        Assert.Equal(SampleWorlds.Start + Hour, Directory.Clock.Now);

        var beginnings = await Directory.ResetAsync([]);

        Assert.Equal([3, 3], beginnings.Select(beginning => beginning.Epoch));
        Assert.Equal(SampleWorlds.Start, Directory.Clock.Now);
    }

    [Fact]
    public async Task All_worlds_are_restored_and_others_end()
    {
        _worlds.Book(60, "step");
        Directory.JournalOfNoWorld.Add(new ControlEntry { At = SampleWorlds.Start, What = "files" });
        var request = Directory.NextRequestId();
        var snapshot = Directory.Save();
        using var other = new SampleWorlds();
        await other.Directory.EndAsync(SampleWorlds.Id(1), "a test asked for it");
        other.Directory.Open(SampleWorlds.Id(2));
        other.Directory.Clock.MoveTo(SampleWorlds.Start + Hour);

        var beginnings = await other.Directory.RestoreAsync(snapshot with { LastOrder = 100, FormerLives = [new FormerLife(SampleWorlds.Id(2), 7, 70), new FormerLife(SampleWorlds.Id(3), 8, 80)] });

        Assert.Equal(SampleWorlds.Id(1), Assert.Single(beginnings).PartnerId);
        Assert.Equal(SampleWorlds.Id(1), Assert.Single(other.Directory.All).PartnerId);
        Assert.Equal((1, SampleWorlds.Start), (other.Directory.AgendaEntries, other.Directory.Clock.Now));
        Assert.Equal(1, other.Directory.JournalOfNoWorld.LastNumber);
        Assert.Equal([(1, 2), (3, 8), (2, 2)], other.Directory.FormerLives.All.Select(life => (life.PartnerId.ToByteArray()[0], life.Epoch)));
        Assert.NotEqual(request, other.Directory.NextRequestId());
        Assert.InRange(other.Directory.Entries, 100, 110);
        Assert.Equal((1L, 1L), (snapshot.Calls, snapshot.LastEntry));
        Assert.Contains("because a snapshot without it was restored", other.Directory.UnknownPartner($"{SampleWorlds.Id(2)}").End, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_many_worlds_are_restored_as_were_saved()
    {
        using var others = new SampleWorlds();
        others.Directory.Open(SampleWorlds.Id(2));
        others.Directory.Open(SampleWorlds.Id(3));

        await Directory.RestoreAsync(others.Directory.Save());

        Assert.Equal(3, Directory.All.Count);
    }

    [Fact]
    public void A_directory_that_is_given_up_lets_nothing_ring()
    {
        _worlds.World.RunLocked(() =>
        {
            _worlds.World.Time.Go(ClockMode.Real, 1, now: null);
            return true;
        });
        _worlds.Book(60, "step");

        Directory.Dispose();
        _worlds.Machine.Advance(Hour);

        Assert.Empty(_worlds.Done);
    }

    [Fact]
    public void A_state_file_without_aliases_has_none()
    {
        var section = Assert.Single(_worlds.Service<IEnumerable<SnapshotSection>>());

        section.LoadFrom(saved: null, _worlds.Service<IServiceProvider>());

        Assert.Equal("aliases", section.Name);
        Assert.Empty(Assert.IsAssignableFrom<IReadOnlyList<SavedAlias>>(section.SaveTo(_worlds.Service<IServiceProvider>())));
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_restored_changes_nothing()
    {
        var snapshot = Directory.Save();

        await Assert.ThrowsAsync<InvalidDataException>(() => Directory.RestoreAsync(snapshot with { Clock = snapshot.Clock with { Speed = 0 } }));

        Assert.Equal(1, _worlds.World.EpochNumber);
        Assert.Null((await Directory.SaveAsync(TestContext.Current.CancellationToken)).Journal);
    }

    [Fact]
    public async Task An_owner_is_found_by_its_resources_as_long_as_it_is_not_over()
    {
        _worlds.World.Part<SampleWorlds.Bells>();
        var (resource, ofPart) = (SampleWorlds.Id(7), SampleWorlds.Id(8));
        var owners = _worlds.Service<ResourceIndex>();
        Assert.True(owners.Add(resource, _worlds.World));
        Assert.True(owners.Add("12345", _worlds.World));
        Assert.False(owners.Add("12345", _worlds.World));
        _worlds.Attempts.Customers[ofPart] = resource;

        Assert.All([$"{resource}", "12345", $"{ofPart}"], id => Assert.Same(_worlds.World, Directory.FindOwner(id)));
        Assert.All(["123456", $"{SampleWorlds.Id(9)}", null], id => Assert.Null(Directory.FindOwner(id)));
        var other = Directory.Open(SampleWorlds.Id(2));
        Assert.False(owners.Remove(resource, other) || owners.Remove("12345", other));

        await Directory.EndAsync(SampleWorlds.Id(1), "a test asked for it");
        Assert.False(owners.Add(SampleWorlds.Id(9), _worlds.World) || owners.Add("54321", _worlds.World));
        Assert.Null(Directory.FindOwner($"{resource}"));
        Assert.True(owners.Remove(resource, _worlds.World) && owners.Remove("12345", _worlds.World));
        Assert.Null(owners.Find(resource) ?? owners.Find("12345") ?? owners.Find(SampleWorlds.Id(9)) ?? owners.Find("54321"));
    }

    [Fact]
    public async Task An_unused_world_is_over_after_its_time_and_says_why()
    {
        using var worlds = new SampleWorlds(services => services.Configure<WorldOptions>(options => options.AbandonedAfter = TimeSpan.FromMinutes(5))
            .AddSingleton(new WorldSeed(PartnerId: null, _ => { })).AddSingleton(new WorldSeed(SampleWorlds.Id(2), _ => { })));
        worlds.Directory.Open(SampleWorlds.Id(2));
        var abandoned = worlds.Hosted<AbandonedWorlds>();
        await abandoned.StartAsync(TestContext.Current.CancellationToken);

        worlds.Machine.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Equal(2, worlds.Directory.All.Count);
        Assert.DoesNotContain(worlds.Log.All, line => line.StartsWith("Ended", StringComparison.Ordinal));
        worlds.Machine.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(SampleWorlds.Id(2), Assert.Single(worlds.Directory.All).PartnerId);
        Assert.Contains("Ended 1 worlds that were unused for 00:05:00, as Emulator:Worlds:AbandonedAfter says ", worlds.Log.All);
        Assert.Equal($"the world of partner {SampleWorlds.Id(1)} is over: it was unused for 00:05:00", Assert.IsType<ControlEntry>(Assert.Single(worlds.Directory.JournalOfNoWorld.Save().Entries).Other).What);
        Assert.EndsWith("because no call used it for 00:05:00 (Emulator:Worlds:AbandonedAfter)", worlds.Directory.UnknownPartner($"{SampleWorlds.Id(1)}").End, StringComparison.Ordinal);
        Assert.Equal(SampleWorlds.Id(1), Assert.Single(worlds.Directory.FormerLives.All).PartnerId);
        await abandoned.StopAsync(TestContext.Current.CancellationToken);
        worlds.Directory.Open(SampleWorlds.Id(3));
        worlds.Machine.Advance(Hour);
        Assert.Equal(2, worlds.Directory.All.Count);
    }

    [Fact]
    public void An_unused_world_in_which_something_is_booked_stays()
    {
        _worlds.Machine.Advance(Hour);
        _worlds.Book(7200, "step");

        Assert.False(Directory.TryEndAbandoned(_worlds.World, Hour));

        Assert.Same(_worlds.World, Directory.Find(SampleWorlds.Id(1)));
    }

    [Theory]
    [InlineData("00:00:00", null)]
    [InlineData("00:05:00", "state.json")]
    public async Task No_world_is_over_by_itself_if_none_may_be_or_a_file_keeps_them(string after, string? file)
    {
        using var worlds = new SampleWorlds(services => services.Configure<WorldOptions>(options => options.AbandonedAfter = TimeSpan.Parse(after, System.Globalization.CultureInfo.InvariantCulture))
            .Configure<StateOptions>(state => state.File = file));
        await worlds.Hosted<AbandonedWorlds>().StartAsync(TestContext.Current.CancellationToken);

        worlds.Machine.Advance(Hour);

        Assert.Single(worlds.Directory.All);
    }

    [Theory]
    [InlineData("10.00:00:00", "00:01:00")]
    [InlineData("00:05:00", "00:00:30")]
    public async Task Unused_worlds_are_looked_for_each_minute_or_ten_times_in_their_time(string after, string interval)
    {
        var looks = 0;
        using var worlds = new SampleWorlds(services => services.Configure<WorldOptions>(options => options.AbandonedAfter = TimeSpan.Parse(after, System.Globalization.CultureInfo.InvariantCulture))
            .AddSingleton<IEnumerable<WorldSeed>>(_ => new Counted(() => looks++)));
        await worlds.Hosted<AbandonedWorlds>().StartAsync(TestContext.Current.CancellationToken);
        looks = 0;
        var span = TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture);

        worlds.Machine.Advance(span - TimeSpan.FromTicks(1));
        Assert.Equal(0, looks);
        worlds.Machine.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, looks);
        worlds.Machine.Advance(span);

        Assert.Equal(2, looks);
    }

    [Fact]
    public async Task A_start_fills_the_seeded_world_once_and_a_stop_tells_what_is_left()
    {
        var lifetime = _worlds.Hosted<WorldsLifetime>();
        await lifetime.StartAsync(TestContext.Current.CancellationToken);
        await lifetime.StartAsync(TestContext.Current.CancellationToken);
        Assert.Single(Directory.Require(SampleWorlds.Id(2)).Journal.Save().Entries);
        Assert.Equal([_worlds.World.Journal, Directory.Require(SampleWorlds.Id(2)).Journal, Directory.JournalOfNoWorld], _worlds.Service<JournalOrder>().Memory.Journals().OrderBy(journal => journal == Directory.JournalOfNoWorld).ThenBy(journal => journal != _worlds.World.Journal));
        _worlds.Book(60, "step");

        _worlds.Lifetime.StopApplication();
        await lifetime.StopAsync(TestContext.Current.CancellationToken);
        await lifetime.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(_worlds.World.Agenda.IsStopped);
        Assert.Equal(["Stopped with 1 entries left on the agendas "], _worlds.Log.All);
    }

    [Fact]
    public async Task A_stop_tells_the_first_ten_deliveries_that_are_unfinished()
    {
        _worlds.Attempts.Count = 11;
        _worlds.Book(60, "step");

        await _worlds.Hosted<WorldsLifetime>().StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["Stopped with 11 deliveries unfinished and 1 entries left on the agendas ", .. Enumerable.Range(0, 10).Select(number => $"attempt {number} ")], _worlds.Log.All);
    }

    [Fact]
    public async Task A_stop_with_nothing_left_says_nothing()
    {
        await _worlds.Hosted<WorldsLifetime>().StopAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_worlds.Log.All);
    }

    [Fact]
    public void The_newest_value_of_each_partner_is_kept_up_to_a_number()
    {
        var newest = new NewestByPartner<string>(most: 3);
        newest.Add(SampleWorlds.Id(1), "a");
        newest.Add(SampleWorlds.Id(2), "b");
        newest.Add(SampleWorlds.Id(1), "c");
        Assert.Equal(["b", "c"], newest.All);

        newest.Add(SampleWorlds.Id(3), "d");
        Assert.Equal(["b", "c", "d"], newest.All);
        Assert.Equal("c", newest.Find(SampleWorlds.Id(1)));
        newest.Add(SampleWorlds.Id(4), "e");

        Assert.Equal(["c", "d", "e"], newest.All);
        Assert.Null(newest.Find(SampleWorlds.Id(2)));
    }

    [Theory]
    [InlineData("00:00:00", true)]
    [InlineData("00:00:59", false)]
    [InlineData("00:01:00", true)]
    [InlineData("365.00:00:00", true)]
    [InlineData("365.00:00:01", false)]
    public void A_world_may_be_unused_for_a_minute_to_a_year(string after, bool isTaken)
    {
        var options = new WorldOptions { AbandonedAfter = TimeSpan.Parse(after, System.Globalization.CultureInfo.InvariantCulture) };

        var results = options.Validate(new System.ComponentModel.DataAnnotations.ValidationContext(options)).ToList();

        Assert.Equal(isTaken ? [] : ["AbandonedAfter must be 0s for never, or between 1 minute and 365 days"], results.Select(result => result.ErrorMessage));
        Assert.All(results, result => Assert.Equal(["AbandonedAfter"], result.MemberNames));
    }

    private sealed class Unknown : IWorldPart
    {
        public int Clear(ResetOptions reset) => 0;
    }

    private sealed record UnknownEntry : AgendaEntry
    {
        public override string What => "unknown";
    }

    private sealed class Counted(Action look) : IEnumerable<WorldSeed>
    {
        public IEnumerator<WorldSeed> GetEnumerator()
        {
            look();
            return Enumerable.Empty<WorldSeed>().GetEnumerator();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
