using System.Runtime.InteropServices;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Clocks;

/// <summary>Represents a change of a clock. An absent member stays as it is.</summary>
/// <param name="Speed">The speed as a multiple of the machine's, 0.001 to 1,000,000.</param>
/// <param name="Now">The new time, not before the current one. Entries due until then run at once.</param>
internal sealed record ClockRequest(ClockMode? Mode, double? Speed, DateTimeOffset? Now) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("mode", FieldType.OneOf<ClockMode>()),
        Of("speed", FieldType.Number(0.001m, 1_000_000m)),
        Of("now", FieldType.Moment),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <exception cref="ApiException">The clock is already past the new time.</exception>
    public void RequireLaterThan(DateTimeOffset now)
    {
        if (Now < now)
        {
            throw ApiException.Invalid([string.Create(CultureInfo.InvariantCulture, $"Now must not be before {now:O}, the world's time; time never runs back, but a reset restarts it")]);
        }
    }

    /// <summary>Sets a clock without an agenda.</summary>
    public void Set(EmulatorClock clock)
    {
        clock.Go(Mode ?? clock.Course.Mode, Speed ?? clock.Course.Speed);
        if (Now is { } now)
        {
            clock.MoveTo(now);
        }
    }

    public override string ToString() => string.Join(", ", new string?[]
    {
        Mode?.ToString(),
        Speed is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed} times as fast") : null,
        Now is { } now ? string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:O}") : null,
    }.OfType<string>());
}

/// <summary>Represents an advance of time: exactly one of the first three members.</summary>
/// <param name="By">The span to advance.</param>
/// <param name="To">The moment to advance to.</param>
/// <param name="Steps">The number of moments with due entries, 1 to 100,000. All entries that are due at one of them run.</param>
/// <param name="Timeout">The longest time that the call takes, in real time. The default is 1 minute, the maximum is 10.</param>
internal sealed record AdvanceRequest(string? By, DateTimeOffset? To, int? Steps, string? Timeout) : IRequestBody
{
    private const int MostHappenings = 1_000;

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("by", FieldType.Span()),
        Of("to", FieldType.Moment),
        Of("steps", FieldType.WholeNumber(1, AdvanceTarget.DefaultMostEntries)),
        Of("timeout", FieldType.Span(LongestTimeout)),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <summary>Returns the moment to advance to, or null if the advance is by steps.</summary>
    public DateTimeOffset? TargetFrom(DateTimeOffset now) => To ?? (Duration.ParseAny(By) is { } span ? ClockSetting.Later(now, span) : null);

    /// <exception cref="ApiException">400: not exactly one of the three is given. 409: another caller advances the world.</exception>
    public async Task<AdvanceAnswer> AdvanceAsync(World world, TimeProvider machine, CancellationToken callerIsGone)
    {
        if (new object?[] { By, To, Steps }.Count(given => given is not null) != 1)
        {
            throw ApiException.Invalid(["One of By, To and Steps required"]);
        }

        using var patience = new CancellationTokenSource(Duration.ParseAny(Timeout) ?? DefaultTimeout, machine);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, callerIsGone);
        var cursor = world.Journal.LastNumber;
        var before = ActivityCounts.Of(world);
        var order = new AdvanceTarget { By = Duration.ParseAny(By), To = To, Steps = Steps };
        var advance = await world.Advancing.RunAsync(order, giveUp.Token) ?? throw ErrorCatalog.AlreadyAdvancing.ToException();
        return AdvanceAnswer.Of(world, advance, ActivityCounts.Of(world) - before, world.Journal.Read(cursor, MostHappenings));
    }
}

/// <summary>Represents a world's clock.</summary>
/// <param name="Mode">The mode: <c>real</c>, <c>manual</c> or <c>skip</c>.</param>
/// <param name="Speed">The speed as a multiple of the machine's.</param>
/// <param name="Machine">The machine's time.</param>
/// <param name="NextDueAt">The due time of the next entry of the agenda, or null if nothing is due.</param>
/// <param name="Behind">The lag of the world behind its clock, after more than a second of overload; else null.</param>
internal sealed record ClockAnswer(World World, string Mode, double Speed, DateTimeOffset Machine, DateTimeOffset? NextDueAt, string? Behind)
    : PreparedWorldStamp(World)
{
    public static ClockAnswer Of(World world)
    {
        var course = world.Clock.Course;
        var behind = world.Behind is { } span ? Duration.Print(span) : null;
        return new ClockAnswer(world, NameOf(course.Mode), course.Speed, world.Clock.MachineNow, world.NextDueAt, behind);
    }

    public static string NameOf(ClockMode mode) => JsonNamingPolicy.CamelCase.ConvertName($"{mode}");
}

/// <summary>Represents the clock of new worlds, and the clock of every world.</summary>
/// <param name="Now">The emulator's own time.</param>
/// <param name="Mode">The mode of new worlds.</param>
/// <param name="Speed">The speed of new worlds as a multiple of the machine's.</param>
/// <param name="Machine">The machine's time.</param>
/// <param name="Worlds">The clock of each world.</param>
internal sealed record ClocksAnswer(DateTimeOffset Now, string Mode, double Speed, DateTimeOffset Machine, IReadOnlyList<ClockAnswer> Worlds)
{
    public static ClocksAnswer Of(WorldDirectory worlds)
    {
        var clock = worlds.Clock;
        return new ClocksAnswer(clock.Now, ClockAnswer.NameOf(clock.Course.Mode), clock.Course.Speed, clock.MachineNow, [.. worlds.All.Select(ClockAnswer.Of)]);
    }
}

/// <summary>Represents the result of an advance.</summary>
/// <param name="From">The time before it.</param>
/// <param name="Steps">The number of entries of the agenda that ran.</param>
/// <param name="Events">The number of events.</param>
/// <param name="Attempts">The number of attempts, by their end.</param>
/// <param name="Happened">The journal of the span, the first 1,000 entries.</param>
/// <param name="Cursor">The number of the last of these, to read on from.</param>
/// <param name="Next">The entry that is due next, or null if nothing is due.</param>
internal sealed record AdvanceAnswer(
    World World, DateTimeOffset From, long Steps, long Events, AttemptCounts Attempts, IReadOnlyList<object> Happened, long Cursor, ScheduledWork? Next)
    : WorldStamp(World)
{
    [JsonIgnore]
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The reason why the advance did not reach its target, or null if it did.</summary>
    public IReadOnlyList<ApiError>? Errors { get; init; }

    /// <summary>The work under way or due until the target, the first 20; null if the target was reached.</summary>
    public IReadOnlyList<ScheduledWork>? Left { get; init; }

    public static AdvanceAnswer Of(World world, Advance advance, ActivityCounts counts, JournalPage happened)
    {
        var attempts = new AttemptCounts(counts.Succeeded, counts.Failed);
        var answer = new AdvanceAnswer(world, advance.From, advance.Ran, counts.Events, attempts, happened.Entries, happened.Cursor, advance.Next);

        return advance.End switch
        {
            AdvanceEnd.Arrived => answer,
            AdvanceEnd.Reset => answer with { Errors = [ControlErrors.ResetMeanwhile.ToError()], Status = ControlErrors.ResetMeanwhile.Status },
            _ => answer with
            {
                Status = ControlErrors.AdvanceUnfinished.Status,
                Errors = [ControlErrors.AdvanceUnfinished.ToError(
                    $"{advance.From:O}",
                    advance.Target is { } target ? $"{target:O}" : $"{advance.StepsLeft} steps further",
                    $"{answer.Now:O}",
                    advance.End is AdvanceEnd.TimeIsUp ? "its time was up" : $"{advance.Ran} entries are the most that one call runs")],
                Left = [.. world.Time.FindPendingBy(advance.Target ?? answer.Now).Take(ScheduledWork.MostTold)],
            },
        };
    }
}

/// <summary>Represents the number of attempts, by their end.</summary>
/// <param name="Succeeded">The number that the partner acknowledged.</param>
/// <param name="Failed">The number that it did not acknowledge.</param>
internal sealed record AttemptCounts(long Succeeded, long Failed);

/// <summary>Represents the result of an advance of all worlds.</summary>
/// <param name="Now">The emulator's own time after it.</param>
/// <param name="Worlds">The result in each world.</param>
internal sealed record AdvancesAnswer(DateTimeOffset Now, IReadOnlyList<AdvanceAnswer> Worlds)
{
    /// <summary>The reason why the advance of a world did not reach its target, or null if all did.</summary>
    public IReadOnlyList<ApiError>? Errors { get; init; }
}

/// <summary>Represents the events and attempts of a world since the emulator created it.</summary>
/// <param name="Events">The number of events, sent to the partner or not.</param>
/// <param name="Succeeded">The number of attempts that the partner acknowledged.</param>
/// <param name="Failed">The number of attempts that it did not acknowledge.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ActivityCounts(long Events, long Succeeded, long Failed)
{
    public static ActivityCounts Of(World world) => world.RunLocked(() =>
    {
        var record = world.FindPart<Deliveries>()?.Record;
        return new ActivityCounts(world.Events.Published, record?.Succeeded ?? 0, record?.Failed ?? 0);
    });

    public static ActivityCounts operator -(ActivityCounts after, ActivityCounts before) =>
        new(after.Events - before.Events, after.Succeeded - before.Succeeded, after.Failed - before.Failed);
}
