using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Clocks;

/// <summary>How time is to pass from now on; what is absent stays as it is.</summary>
/// <param name="Mode">How it passes.</param>
/// <param name="Speed">How many times as fast as the machine's, 0.001 to 1,000,000.</param>
/// <param name="Now">The moment it is then, not before the one it is. What was due until then comes at once.</param>
internal sealed record ClockRequest(ClockMode? Mode, double? Speed, DateTimeOffset? Now) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("mode", FieldType.OneOf<ClockMode>()),
        Of("speed", FieldType.Number(0.001m, 1_000_000m)),
        Of("now", FieldType.Moment),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <exception cref="RefusedException">The time would go back.</exception>
    public void RequireLaterThan(DateTimeOffset now)
    {
        if (Now < now)
        {
            throw RefusedException.Invalid([string.Create(CultureInfo.InvariantCulture, $"Now must not be before {now:O}, the time that it is; time never goes back, but a reset begins anew")]);
        }
    }

    /// <summary>Sets a clock that nothing is booked on.</summary>
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

/// <summary>How far to advance: one of the first three.</summary>
/// <param name="By">By how much.</param>
/// <param name="To">To which moment.</param>
/// <param name="Steps">By how many moments at which something is due, 1 to 100,000; all that is due at one of them happens.</param>
/// <param name="Timeout">How long to try, in real time; 1 minute when it is absent, 10 at most.</param>
internal sealed record AdvanceRequest(string? By, DateTimeOffset? To, int? Steps, string? Timeout) : IRequestBody
{
    private const int MostHappenings = 1_000;

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("by", FieldType.Span()),
        Of("to", FieldType.Moment),
        Of("steps", FieldType.WholeNumber(1, AdvanceOrder.DefaultMostEntries)),
        Of("timeout", FieldType.Span(LongestTimeout)),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <summary>The moment that time goes to, or <see langword="null"/> when it goes by steps.</summary>
    public DateTimeOffset? TargetFrom(DateTimeOffset now) => To ?? (Duration.ParseAny(By) is { } span ? ClockCourse.Later(now, span) : null);

    /// <summary>Advances a world's time as far as asked for.</summary>
    /// <exception cref="RefusedException">400: not one of the three is given; 409: somebody else advances it.</exception>
    public async Task<AdvanceAnswer> AdvanceAsync(World world, TimeProvider machine, CancellationToken callerIsGone)
    {
        if (new object?[] { By, To, Steps }.Count(given => given is not null) != 1)
        {
            throw RefusedException.Invalid(["One of By, To and Steps required"]);
        }

        using var patience = new CancellationTokenSource(Duration.ParseAny(Timeout) ?? DefaultTimeout, machine);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, callerIsGone);
        var cursor = world.Journal.LastNumber;
        var before = Tally.Of(world);
        var advance = await world.Advancing.RunAsync(new AdvanceOrder { By = Duration.ParseAny(By), To = To, Steps = Steps }, giveUp.Token)
            ?? throw ErrorCatalog.AlreadyAdvancing.Refuse();
        return AdvanceAnswer.Of(world, advance, Tally.Of(world) - before, world.Journal.Read(cursor, MostHappenings));
    }
}

/// <summary>How time passes in a world.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment it is.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Mode">How time passes: <c>real</c>, <c>manual</c> or <c>skip</c>.</param>
/// <param name="Speed">How many times as fast as the machine's.</param>
/// <param name="Machine">The moment it is on the machine.</param>
/// <param name="NextDueAt">When the next entry of the agenda is due, or <see langword="null"/> when nothing is.</param>
/// <param name="Behind">By how much the world is behind its clock, because more has been due for a second than can be done; <see langword="null"/> when it is not.</param>
internal sealed record ClockAnswer(
    Guid PartnerId, DateTimeOffset Now, int Epoch, string Mode, double Speed, DateTimeOffset Machine, DateTimeOffset? NextDueAt, string? Behind)
{
    /// <summary>True if the call made the world, else absent.</summary>
    public bool? Created { get; init; }

    public static ClockAnswer Of(World world) => new(
        world.PartnerId,
        world.Clock.Now,
        world.EpochNumber,
        NameOf(world.Clock.Course.Mode),
        world.Clock.Course.Speed,
        world.Clock.MachineNow,
        world.NextDueAt,
        world.Behind is { } behind ? Duration.Print(behind) : null);

    public static string NameOf(ClockMode mode) => JsonNamingPolicy.CamelCase.ConvertName($"{mode}");
}

/// <summary>How time passes in worlds that begin, and in every world.</summary>
/// <param name="Now">The moment it is for what concerns no world.</param>
/// <param name="Mode">How time passes in worlds that begin.</param>
/// <param name="Speed">How many times as fast as the machine's.</param>
/// <param name="Machine">The moment it is on the machine.</param>
/// <param name="Worlds">Every world's time.</param>
internal sealed record ClocksAnswer(DateTimeOffset Now, string Mode, double Speed, DateTimeOffset Machine, IReadOnlyList<ClockAnswer> Worlds)
{
    public static ClocksAnswer Of(WorldDirectory worlds) => new(
        worlds.Clock.Now,
        ClockAnswer.NameOf(worlds.Clock.Course.Mode),
        worlds.Clock.Course.Speed,
        worlds.Clock.MachineNow,
        [.. worlds.All.Select(ClockAnswer.Of)]);
}

/// <summary>What an advance did.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment it is now.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="From">The moment it was before.</param>
/// <param name="Steps">How many entries of the agenda were run.</param>
/// <param name="Events">How many events there were.</param>
/// <param name="Attempts">How many attempts were made, and how they ended.</param>
/// <param name="Happened">What the journal says of the span, the first 1,000 entries.</param>
/// <param name="Cursor">The number of the last of these, to read the journal on from.</param>
/// <param name="Next">What is due next, or <see langword="null"/> when nothing is.</param>
internal sealed record AdvanceAnswer(
    Guid PartnerId,
    DateTimeOffset Now,
    int Epoch,
    DateTimeOffset From,
    long Steps,
    long Events,
    AttemptCounts Attempts,
    IReadOnlyList<object> Happened,
    long Cursor,
    Pending? Next)
{
    /// <summary>The status of the answer.</summary>
    [JsonIgnore]
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Why it is not where it was to go, or <see langword="null"/> when it is.</summary>
    public IReadOnlyList<ApiError>? Errors { get; init; }

    /// <summary>What is under way or due by the moment it was to go to, the first 20; <see langword="null"/> when it is there.</summary>
    public IReadOnlyList<Pending>? Left { get; init; }

    public static AdvanceAnswer Of(World world, Advance advance, Tally counts, Kernel.Journal.JournalExcerpt happened)
    {
        var answer = new AdvanceAnswer(
            world.PartnerId,
            world.Clock.Now,
            world.EpochNumber,
            advance.From,
            advance.Ran,
            counts.Events,
            new AttemptCounts(counts.Succeeded, counts.Failed),
            happened.Entries,
            happened.Cursor,
            advance.Next);

        return advance.End is AdvanceEnd.Arrived ? answer : advance.End is AdvanceEnd.Reset ? answer with { Errors = [ControlErrors.ResetMeanwhile.ToError()], Status = ControlErrors.ResetMeanwhile.Status } : answer with
        {
            Status = ControlErrors.AdvanceUnfinished.Status,
            Errors = [ControlErrors.AdvanceUnfinished.ToError(
                $"{advance.From:O}",
                advance.Target is { } target ? $"{target:O}" : $"{advance.StepsLeft} steps further",
                $"{answer.Now:O}",
                advance.End is AdvanceEnd.TimeIsUp ? "its time was up" : $"{advance.Ran} entries are the most that one call runs")],
            Left = [.. world.Time.FindPendingBy(advance.Target ?? answer.Now).Take(Pending.MostTold)],
        };
    }
}

/// <summary>How attempts ended.</summary>
/// <param name="Succeeded">Those that the partner took.</param>
/// <param name="Failed">Those that it did not take.</param>
internal sealed record AttemptCounts(long Succeeded, long Failed);

/// <summary>What an advance of all worlds did.</summary>
/// <param name="Now">The moment it is now for what concerns no world.</param>
/// <param name="Worlds">What it did in each.</param>
internal sealed record AdvancesAnswer(DateTimeOffset Now, IReadOnlyList<AdvanceAnswer> Worlds)
{
    /// <summary>Why a world is not where it was to go, or <see langword="null"/> when all are.</summary>
    public IReadOnlyList<ApiError>? Errors { get; init; }
}
