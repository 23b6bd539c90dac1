using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Provides the schema of faults of deliveries: the elements of <c>faults</c>.</summary>
internal sealed class DeliveryFaultSchema
{
    private const int MostCopies = 100;
    private const string Reset = "reset-mid-body";

    /// <summary>The keys of the faults themselves.</summary>
    public static readonly string[] Kinds = ["lose", "duplicate", "reorder", "late", "replay", "auth", "body", "connection", "phantom"];

    private static readonly Schema<Duplicate> Duplicate = new MappingSchema<Duplicate>("duplicate", () => new Duplicate(1, default, SameId: true), inLine: true)
        .Required("copies", "The number of copies besides the first.", Values.WholeNumber("number of copies", 1, MostCopies), duplicate => duplicate.Copies, (duplicate, copies) => duplicate with { Copies = copies })
        .Optional("gap", "The time between two copies.", Values.Delay, duplicate => duplicate.Gap, (duplicate, gap) => duplicate with { Gap = gap })
        .Optional("sameId", "Whether the copies have the event's id. The default is true.", Values.Flag, duplicate => duplicate.SameId, (duplicate, sameId) => duplicate with { SameId = sameId });

    private static readonly Schema<Reorder> Reorder = new MappingSchema<Reorder>("reorder", () => new Reorder(default, default), inLine: true)
        .Required("how", "The other order.", Values.Enum<NewOrder>("order"), reorder => reorder.How, (reorder, how) => reorder with { How = how })
        .Required("window", "The time for which events are collected.", Values.Duration, reorder => reorder.Window, (reorder, window) => reorder with { Window = window });

    private static readonly Schema<Replay> Replay = new MappingSchema<Replay>("replay", () => new Replay(default, 1), inLine: true)
        .Required("after", "The time after the acknowledgement of the event.", Values.Delay, replay => replay.After, (replay, after) => replay with { After = after })
        .Optional("times", "The number of times. The default is 1.", Values.WholeNumber("number of times", 1, MostCopies), replay => replay.Times, (replay, times) => replay with { Times = times });

    private static readonly Schema<int> Rate = new TextSchema<int>("rate", "write for example 200B/s",
        (string text, out int rate) => int.TryParse(text.EndsWith("B/s", StringComparison.Ordinal) ? text[..^3] : "", NumberStyles.None, CultureInfo.InvariantCulture, out rate) && rate > 0,
        rate => string.Create(CultureInfo.InvariantCulture, $"{rate}B/s"),
        """{ "type": "string", "pattern": "^[1-9][0-9]*B/s$" }""");

    private static readonly Schema<DeliveryConnection> Connection = new AnySchema<DeliveryConnection>(
        "reset-mid-body or { slow: 200B/s }",
        text: new MappedSchema<string, DeliveryConnection>(
            Values.Names("fault of a connection", Reset),
            _ => new DeliveryConnection(BytesPerSecond: null, ResetsMidBody: true),
            _ => Reset,
            connection => connection.ResetsMidBody),
        mapping: new MappingSchema<DeliveryConnection>("deliveryConnection", () => new DeliveryConnection(BytesPerSecond: null, ResetsMidBody: false), inLine: true)
            .Required("slow", "The rate at which the body is sent.", Rate, connection => connection.BytesPerSecond ?? 0, (connection, rate) => connection with { BytesPerSecond = rate }));

    public DeliveryFaultSchema(IReadOnlyList<string> events) => Fault = new MappingSchema<DeliveryFault>("fault", () => new DeliveryFault())
        .Optional("event", "The events it concerns; * stands for any text.", new EventPatternSchema(events), fault => fault.Event, (fault, name) => fault with { Event = name })
        .Optional("which", "The customer's events of these names, by their number: 3, 2..4, 2+ or every 10.", Values.Which, fault => fault.Which, (fault, which) => fault with { Which = which })
        .Optional("attempts", "The attempts of the event, by their number. The default is all.", Values.Which, fault => fault.Attempts, (fault, attempts) => fault with { Attempts = attempts })
        .Optional("chance", "The probability: 10%.", Values.Chance, fault => fault.Probability, (fault, chance) => fault with { Probability = chance })
        .Optional("at", "The time after the create at which it happens by itself.", Values.Delay, fault => fault.At, (fault, at) => fault with { At = at })
        .Optional("lose", "attempt: nothing arrives, and the retry rule applies; event: it counts as sent and never is.", Values.Enum<Loss>("thing to lose"), fault => fault.Lose, (fault, lose) => fault with { Lose = lose })
        .Optional("duplicate", "The same event several times.", Duplicate, fault => fault.Duplicate, (fault, duplicate) => fault with { Duplicate = duplicate })
        .Optional("reorder", "Events in another order than that of their changes.", Reorder, fault => fault.Reorder, (fault, reorder) => fault with { Reorder = reorder })
        .Optional("late", "The time by which it is late.", Values.Delay, fault => fault.Late, (fault, late) => fault with { Late = late })
        .Optional("replay", "The event again, long after its acknowledgement.", Replay, fault => fault.Replay, (fault, replay) => fault with { Replay = replay })
        .Optional("auth", "Credentials or a signature that are wrong.", Values.Enum<CredentialFault>("fault of credentials"), fault => fault.Auth, (fault, auth) => fault with { Auth = auth })
        .Optional("body", "A body that is wrong.", Values.Enum<BodyFault>("fault of a body"), fault => fault.Body, (fault, body) => fault with { Body = body })
        .Optional("connection", "A connection that is bad: reset-mid-body, or slow as in { slow: 200B/s }.", Connection, fault => fault.Connection, (fault, connection) => fault with { Connection = connection })
        .Optional("phantom", "An event that nothing led to.", Phantom(events), fault => fault.Phantom, (fault, phantom) => fault with { Phantom = phantom })
        .Where(KeyRule.Some(Kinds), KeyRule.Needs("at", "phantom"), KeyRule.Needs("attempts", "lose", "auth", "body", "connection"))
        .Where(KeyRule.NotTogether("at", "event"), KeyRule.NotTogether("at", "which"), KeyRule.NotTogether("at", "attempts"))
        .Check(CheckAttempts).Check(CheckLoss).Check(CheckTime);

    public MappingSchema<DeliveryFault> Fault { get; }

    private static MappingSchema<Phantom> Phantom(IReadOnlyList<string> events) => new MappingSchema<Phantom>("phantom", () => new Phantom("", PhantomCustomer.Unknown), inLine: true)
        .Required("event", "Its name.", Values.Event(events), phantom => phantom.Event, (phantom, name) => phantom with { Event = name })
        .Optional("customer", "The customer of the event. The default is a customer that does not exist.", Values.Enum<PhantomCustomer>("customer of a phantom"), phantom => phantom.Customer, (phantom, customer) => phantom with { Customer = customer });

    private static void CheckAttempts(DeliveryFault fault, MappingNode mapping, ParseContext context)
    {
        if (fault is { Attempts: not null, Lose: Loss.Event, Auth: null, Body: null, Connection: null })
        {
            context.Refuse(mapping.PlaceOf("attempts"), "'attempts' does not apply to an event that is lost as a whole; write lose: attempt, or leave it out");
        }
    }

    // Because a phantom with a time belongs to no event, it has no other faults.
    private static void CheckTime(DeliveryFault fault, MappingNode mapping, ParseContext context)
    {
        if (fault is { At: not null, Phantom: not null } && Array.Find(Kinds, kind => kind is not "phantom" && mapping.Has(kind)) is { } other)
        {
            context.Refuse(mapping.PlaceOf(other), $"'{other}' does not go with 'at'; leave one");
        }
    }

    // Because a lost event or attempt never arrives, other faults of the same rule have no effect.
    private static void CheckLoss(DeliveryFault fault, MappingNode mapping, ParseContext context)
    {
        var unseen = fault.Lose switch
        {
            Loss.Event => ["duplicate", "replay", "auth", "body", "connection"],
            Loss.Attempt => ["auth", "body", "connection"],
            _ => Array.Empty<string>(),
        };
        if (Array.Find(unseen, mapping.Has) is { } key)
        {
            context.Refuse(mapping.PlaceOf(key), $"'{key}' does not apply to a lost event or attempt; write it in another fault, for other events or attempts");
        }
    }
}
