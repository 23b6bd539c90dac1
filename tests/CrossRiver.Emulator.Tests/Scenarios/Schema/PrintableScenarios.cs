using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Matching.Patterns;
using CrossRiver.Emulator.Scenarios.Model;
using CsCheck;
using Match = CrossRiver.Emulator.Scenarios.Matching.Match;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Scenarios of every form that a file can have.</summary>
internal static class PrintableScenarios
{
    private static readonly Gen<string> Text = Gens.OneOf(
        "Smith", "Arellano Félix", "1969-12-11", "987651301", "true", "null", "~", "a: b", "a #b", "'", "\"", "\\", "  two  ", "{x}", "- y", "é", "日本", "a\tb", "1e3", "0x1f", "*a", "&b", "!c", "%d", "a,b", "?");

    private static readonly Gen<string> Name = Gens.OneOf("a", "b-2", "42", "long-name-of-a-thing");

    private static readonly Gen<TimeSpan> Duration = Gen.OneOf(
        Gen.Int[0, 5_000].Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds)),
        Gen.Int[1, 500_000].Select(seconds => TimeSpan.FromSeconds(seconds)),
        Gens.OneOf(TimeSpan.FromTicks(1), TimeSpan.FromTicks(12_345), TimeSpan.FromDays(3600), TimeSpan.FromHours(48)));

    private static readonly Gen<Delay> Range = Gen.Select(Duration, Duration, (a, b) => a < b ? new Delay(a, b) : new Delay(b, b));

    private static readonly Gen<Delay> Delay = Gen.Frequency(
        (4, Range),
        (1, Duration.Select(p95 => new Delay(TimeSpan.FromTicks(5_000), TimeSpan.FromTicks(5_000)) { P95 = p95 + TimeSpan.FromSeconds(1) })));

    private static readonly Gen<OccurrenceFilter> Which = Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[0, 2], (a, b, form) => form switch
    {
        0 => new OccurrenceFilter(a, null, 1),
        1 => new OccurrenceFilter(a, a + b, 1),
        _ => new OccurrenceFilter(a + 1, null, a + 1),
    });

    private static readonly Gen<double> Share = Gens.OneOf(0.1, 0.07, 0.001, 1.0, 0.335);

    private static readonly Gen<TextTest> SimpleTest = Gen.OneOf(
        Text.Select(TextTest (text) => new EqualTest(text)),
        Text.Select(TextTest (text) => new ExactTest(text)),
        Text.Select(TextTest (text) => new StartsWithTest(text)),
        Text.Select(TextTest (text) => new EndsWithTest(text)),
        Text.Select(TextTest (text) => new ContainsTest(text)),
        Gens.OneOf<TextTest>(
            new RegexTest(Pattern.TryParse("^[a-z]+: \\d", out var pattern) ? pattern : throw new InvalidOperationException()),
            new MaskTest("98765????"),
            new MaskTest("12*"),
            new BeforeTest(new DateOnly(1969, 12, 11)),
            new AfterTest(new DateOnly(2000, 1, 1)),
            new ExistsTest(IsThere: true),
            new ExistsTest(IsThere: false)));

    private static readonly Gen<TextTest> Test = Gen.Frequency((5, SimpleTest), (1, SimpleTest.List[1, 3].Select(TextTest (tests) => new NotTest(tests))));

    private static readonly Gen<Match> EqualBlock = Gen.Select(Gens.OneOf("name.lastName", "profile.taxId"), Text.List[1, 3], (path, texts) =>
        new Match { Body = [new FieldMatch(path, [.. texts.Select(text => new EqualTest(text))])] });

    private static readonly Gen<Match> Block = Gen.Select(
        Gen.Select(Gens.OneOf("name.firstName", "profile.birthDate"), Test.List[1, 3], (path, tests) => new FieldMatch(path, tests)),
        Test,
        Gen.Int[0, 7],
        (field, test, parts) => new Match
        {
            Body = [field],
            Header = (parts & 1) is 0 ? [] : [new FieldMatch("X-Test", [test])],
            Partners = (parts & 2) is 0 ? [] : [Guid.Empty, new Guid("6e80b097-693c-4592-8440-02f345335bbf")],
            Classification = (parts & 4) is 0 ? null : "Business",
        });

    private static readonly Gen<Match> WholeMatch = Gen.Select(Block, Block.List[0, 2], Block.List[0, 2], Share.Nullable(), Which.Nullable(), (block, anyOf, noneOf, chance, which) =>
        block with { AnyOf = anyOf, NoneOf = noneOf, Probability = chance, Which = which });

    private static readonly Gen<IReadOnlyList<FieldChange>> Change = Gen.Select(Gens.OneOf(ScanStatus.Failed, ScanStatus.Clear), Gen.Int[0, 4], IReadOnlyList<FieldChange> (status, part) => part switch
    {
        0 => [SettableFields.PepScan.To(status)],
        1 => [SettableFields.PepScan.To(status), SettableFields.Ofac.To(status)],
        2 => [SettableFields.InternalList.To(status)],
        3 => [SettableFields.Status.To(CustomerStatus.Inactive)],
        _ => [SettableFields.CifNumber.To("01234567890")],
    });

    private static readonly Gen<Step> SimpleStep = Gen.Select(Delay.Where(delay => delay.P95 is null).Nullable(), Change, Gen.Bool, (after, set, emits) =>
        new Step { Id = "", After = after, Set = emits ? [] : set, Emit = emits ? CustomerEvents.Onboarded : null });

    private static readonly Gen<WaitFor?> Upon = Gens.OneOf<WaitFor?>(
        null,
        null,
        new WaitFor { Call = "addresses.add" },
        new WaitFor { Call = "phones.add", Times = 3 },
        new WaitFor { Reads = 2 },
        new WaitFor { Acked = "first", OrAfter = new Delay(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)) });

    private static readonly Gen<DeliveryFault> Fault = Gen.Select(Delay, Duration, Which, Share.Nullable(), Gen.Int[0, 11], (delay, span, which, chance, kind) => kind switch
    {
        0 => new DeliveryFault { Lose = Loss.Attempt, Attempts = which, Probability = chance },
        1 => new DeliveryFault { Lose = Loss.Event, Event = "Core.Customer.*" },
        2 => new DeliveryFault { Duplicate = new Duplicate(2, delay, SameId: false), Which = which },
        3 => new DeliveryFault { Reorder = new Reorder(NewOrder.Swap, span) },
        4 => new DeliveryFault { Late = delay },
        5 => new DeliveryFault { Replay = new Replay(delay, 3) },
        6 => new DeliveryFault { Auth = CredentialFault.StaleSignature, Event = CustomerEvents.OfacChanged },
        7 => new DeliveryFault { Body = BodyFault.Huge },
        8 => new DeliveryFault { Connection = new DeliveryConnection(200, ResetsMidBody: false) },
        9 => new DeliveryFault { Connection = new DeliveryConnection(null, ResetsMidBody: true) },
        _ => new DeliveryFault { At = delay, Phantom = new Phantom(CustomerEvents.Onboarded, PhantomCustomer.OtherPartner) },
    });

    private static readonly Gen<DeliveryRules> Delivery = Gen.Select(Duration, Delay.List[0, 3], Share, Gen.Bool.Nullable(), Fault.List[0, 1], (span, waits, jitter, suspend, faults) => new DeliveryRules
    {
        AckWithin = TimeSpan.FromMilliseconds(100) + (span < TimeSpan.FromMinutes(4) ? span : TimeSpan.Zero),
        Retry = new RetryRules { Waits = waits, Jitter = jitter, RetryWhen = suspend is null ? null : ["timeout", "429", "5xx"], ThenMark = FinalStatus.Failed, Suspend = suspend },
        Faults = faults,
    });

    private static readonly Gen<ApiRule> Rule = Gen.Select(Delay, Duration, Which, Share.Nullable(), Text, Gen.Int[0, 5], (delay, span, which, chance, text, kind) => kind switch
    {
        0 => new ApiRule { Calls = ["customers.get"], Status = 503, Which = which, CountBy = CountBy.Customer },
        1 => new ApiRule { Calls = ["customers.create", "addresses.add"], Hangs = true, IsApplied = true, Probability = chance },
        2 => new ApiRule { Calls = ["any"], Latency = delay, At = delay, Lasts = delay },
        3 => new ApiRule { Calls = ["customers.list"], Connection = FaultKind.ResetMidBody, Headers = Headers("X-Why", text.All(char.IsAscii) ? text : "why") },
        4 => new ApiRule { Calls = ["customers.create"], Limit = new CallLimit(3, span + TimeSpan.FromMilliseconds(1), CountBy.Token, 429, span), IsApplied = false },
        _ => new ApiRule { Calls = ["token.issue"], TokenLifetime = span },
    });

    private static readonly Gen<Step> WholeStep = Gen.Select(
        Gen.Select(SimpleStep, SimpleStep.List[0, 2], SimpleStep.List[1, 2], Upon, (step, few, some, upon) => (Step: step, Few: few, Some: some, Upon: upon)),
        Gen.Select(Delay, Duration, Text, Delivery, (delay, span, text, delivery) => (Delay: delay, Span: span, Text: text, Delivery: delivery)),
        Gen.Int[0, 9],
        (steps, values, kind) => kind switch
        {
            0 => steps.Step with { At = values.Delay, After = null },
            1 => steps.Step with { WaitFor = steps.Upon, Note = values.Text },
            2 => new Step { Id = "", Set = [SettableFields.Ofac.To(ScanStatus.Clear)], IsSilent = true, ReadLag = -values.Span },
            3 => new Step { Id = "", Set = [SettableFields.Ofac.To(ScanStatus.Clear)], ReadLag = values.Span, Delivery = values.Delivery with { Faults = [.. values.Delivery.Faults.Where(fault => fault.At is null)] } },
            4 => steps.Step with
            {
                Hold = new Hold
                {
                    Actions = [new HoldAction { Name = "release", Steps = steps.Some }, new HoldAction { Name = "ask", Steps = steps.Few, Stays = true }],
                    Timeout = values.Delay,
                    TimeoutAction = "release",
                },
            },
            5 => steps.Step with { Hold = new Hold { Actions = [new HoldAction { Name = "release", Steps = [] }] } },
            6 => steps.Step with { Choose = [new Choice(99, []), new Choice(0.5, steps.Some)] },
            7 => steps.Step with { Repeat = new Repeat(values.Delay, 30, steps.Some) },
            8 => new Step { Id = "", Conditions = new ConditionChange("storm", values.Delay) },
            _ => steps.Step,
        });

    /// <summary>Those of the forms that the parser has always taken.</summary>
    public static Gen<Scenario> Simple { get; } = Gen.Select(Name, Text.Null(), Gen.Int[0, 100], EqualBlock, EqualBlock.List[0, 2], SimpleStep.List[0, 3], (name, title, priority, block, anyOf, steps) =>
        new Scenario { Name = name, Title = title, Priority = priority, Match = block with { AnyOf = anyOf }, Timeline = Placed(steps) });

    /// <summary>Those of all forms.</summary>
    public static Gen<Scenario> Whole { get; } = Gen.Select(Simple, WholeMatch.Null(), WholeStep.List[0, 4], Delivery.Null(), Rule.List[0, 3], Gen.Long.Nullable(), (simple, match, steps, delivery, api, seed) => simple with
    {
        Match = match,
        Timeline = Placed([new Step { Id = "first", Emit = CustomerEvents.Onboarded }, .. steps]),
        Delivery = delivery,
        Api = api,
        Seed = seed,
    });

    // Steps without an id are named by their places.
    private static List<Step> Placed(IReadOnlyList<Step> steps, string prefix = "") => [.. steps.Select((step, index) =>
    {
        var id = step.Id is "" ? $"{prefix}{index + 1}" : step.Id;
        return step with
        {
            Id = id,
            Hold = step.Hold is { } hold ? hold with { Actions = [.. hold.Actions.Select(action => action with { Steps = Placed(action.Steps, $"{id}.{action.Name}.") })] } : null,
            Choose = [.. step.Choose.Select((choice, number) => choice with { Steps = Placed(choice.Steps, $"{id}.{number + 1}.") })],
            Repeat = step.Repeat is { } repeat ? repeat with { Steps = Placed(repeat.Steps, $"{id}.1.") } : null,
        };
    })];

    private static Dictionary<string, string> Headers(string name, string value) => new(StringComparer.OrdinalIgnoreCase) { [name] = value };
}
