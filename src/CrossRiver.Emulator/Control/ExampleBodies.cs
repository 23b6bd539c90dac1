using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Calls;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Children;
using CrossRiver.Emulator.Customers.Faking;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Tokens;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Control;

/// <summary>A body that each writing call takes: what <c>/_emulator/examples</c> answers and the reference shows.</summary>
internal static class ExampleBodies
{
    /// <summary>A scenario file, for the calls that take one.</summary>
    public const string Scenario = """
        version: 1
        scenario: my-story
        timeline:
          - after: 1s
            set: { ofac: Clear, pepScan: Clear }
        """;

    private static readonly IReadOnlyList<ExampleBody> All =
    [
        new("customers.create", "CreateCustomer", at => at.Faker.Person(at.PartnerId)),
        new("customers.create-business", "CreateCustomer", at => at.Faker.Business(at.PartnerId, at.PersonId)),
        new("name.update", "UpdateName", at => at.Faker.Person(at.PartnerId).Name),
        new("profile.update", "UpdateProfile", at => at.Faker.Person(at.PartnerId).Profile),
        new("addresses.add", "AddAddress", at => at.Faker.Address(AddressType.Home, AddressClassification.Residential)),
        new("addresses.update", "UpdateAddress", at => at.Faker.Address(AddressType.Work, AddressClassification.Business)),
        new("phones.add", "AddPhone", at => at.Faker.Phone("Mobile")),
        new("phones.update", "UpdatePhone", at => at.Faker.Phone("Work")),
        new("emails.add", "AddEmail", at => at.Faker.Email("Peter", "Griffin", "example.test", "Home")),
        new("emails.update", "UpdateEmail", at => at.Faker.Email("Front", "Office", "example.test", "Work")),
        new("identifications.add", "AddIdentification", at => at.Faker.Identification()),
        new("identifications.update", "UpdateIdentification", at => at.Faker.Identification()),
        new("beneficial-owners.add", "AddOwner", at => at.Faker.Owner(at.PersonId ?? Guid.Empty)),
        new("beneficial-owners.update", "UpdateOwner", _ => new { OwnerTitle = "CEO", OwnershipPercentage = 90 }),
        new(CallNames.IssueToken, "IssueToken", _ => TokenRequestOfAnybody()),
        new($"{CallNames.IssueToken}-old", "IssueTokenToOldClient", _ => TokenRequestOfAnybody()),
        new("registrations.create", "CreateRegistration", at => RegistrationOf(at.PartnerId)),
        new("registrations.update", "UpdateRegistration", _ => new { CallbackUrl = "http://localhost:9000/other-hooks", Format = RegistrationFormat.Extended }),
        new("worlds.seed", "SeedWorld", _ => new { Customers = 50, Seed = 1 }),
        new("worlds.reset", "ResetOne", _ => new { Keep = new[] { Kept.Registrations, Kept.Journal } }),
        new("worlds.reset-all", "ResetAll", _ => new { Keep = new[] { Kept.Registrations, Kept.Journal } }),
        new("clock.set", "SetClock", _ => new { Mode = nameof(ClockMode.Manual) }),
        new("clock.set-all", "SetClocks", _ => new { Mode = nameof(ClockMode.Manual) }),
        new("clock.advance", "AdvanceOne", _ => new { By = "48h" }),
        new("clock.advance-all", "AdvanceAll", _ => new { By = "48h" }),
        new("scenarios.next", "OrderScenario", _ => new { Scenario = "ofac-hit", Times = 2 }),
        new("scenarios.default", "SetDefaultScenario", _ => new { Scenario = "clear" }),
        new("journal.assert", "AssertJournal", _ => new { Expect = new[] { new { Kind = "call", Match = new { Operation = "customers.*", StatusCode = 200 }, Count = new { AtLeast = 1 } } } }),
        new("wait.for-call", "Wait", _ => new { Until = "call", Match = new { Operation = "customers.create" }, Timeout = "10s" }),
        new("wait.until-idle", "Wait", _ => new { Until = "idle", Timeout = "PT10S" }),
        new("wait.for-all", "WaitForAll", _ => new { Until = "idle", Timeout = "10s" }),
        new("inbox.answer", "SetAnswer", _ => new { Status = 200, Delay = "500ms", FailFirst = 2 }),
        new("customers.outcome", "SetOutcome", _ => new { Ofac = "Clear", Force = true }),
        new("customers.rescan", "Rescan", _ => new { Ofac = "Clear" }),
        new("steps.delay", "DelayStep", _ => new { By = "2h" }),
        new("faults.add", "AddFault", _ => new { Call = "customers.get", Which = "1", Status = 503 }),
        new("faults.add-for-deliveries", "AddFault", _ => new { Event = CustomerEvents.OfacChanged, Duplicate = new { Copies = 2, Gap = "1s" } }),
        new("conditions.start", "StartCondition", _ => new { Lasts = "5m" }),
        new("scenarios.explain", "ExplainScenario", at => new { Request = at.Faker.Person(at.PartnerId) }),
        new("events.send", "SendEvent", _ => new { EventName = CustomerEvents.Onboarded, CustomerId = Guid.Empty }),
        new("signing-secret.set", "SetSecret", _ => new { Secret = "YSBzZWNyZXQgZm9yIHRlc3RzIG9ubHk=" }),
    ];

    /// <summary>Whose calls the examples are: the partner of the bank's tutorial.</summary>
    public static Guid DefaultPartner { get; } = new SeedOptions().PartnerId;

    /// <summary>The names of all examples.</summary>
    public static IEnumerable<string> Names => All.Select(example => example.Name);

    /// <summary>Finds an example by its name in any casing, or returns <see langword="null"/>.</summary>
    public static ExampleBody? Find(string name) => All.FirstOrDefault(example => string.Equals(example.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The examples for a call, the one to show first at the beginning.</summary>
    public static IEnumerable<ExampleBody> For(string operationId) => All.Where(example => example.OperationId == operationId);

    private static TokenRequest TokenRequestOfAnybody() => new()
    {
        GrantType = "client_credentials",
        ClientId = "any",
        ClientSecret = "any",
        Audience = new TokenOptions().Audience,
    };

    private static CreateRegistrationRequest RegistrationOf(Guid partnerId) => new()
    {
        PartnerId = partnerId,
        EventName = CustomerEvents.Onboarded,
        CallbackUrl = new Uri("http://localhost:9000/hooks"),
        AuthUsername = "hook-user",
        AuthPassword = "hook-password",
        Type = RegistrationType.Push,
        Format = RegistrationFormat.Basic,
    };
}

/// <summary>A body that a writing call takes.</summary>
/// <param name="Name">Its name, as of calls in scenario files.</param>
/// <param name="OperationId">The call in the reference.</param>
/// <param name="Make">Makes the body.</param>
internal sealed record ExampleBody(string Name, string OperationId, Func<ExampleSetting, object> Make)
{
    /// <summary>The body for a partner, with chances of its own.</summary>
    public JsonObject Body(ExampleSetting setting)
    {
        var record = Make(setting);
        var body = JsonSerializer.SerializeToNode(record, record.GetType(), WireJson.Options)!.AsObject();

        RemoveWhatIsGiven(body);

        return body;
    }

    // The bank gives an identifier and a full name; a caller sends neither.
    private static void RemoveWhatIsGiven(JsonObject part)
    {
        part.Remove("id");
        part.Remove("fullName");
        foreach (var inner in part.Select(member => member.Value).OfType<JsonObject>())
        {
            RemoveWhatIsGiven(inner);
        }
    }
}

/// <summary>What an example is made for.</summary>
/// <param name="PartnerId">Whose call it is.</param>
/// <param name="PersonId">A Personal customer of the partner, or <see langword="null"/> when it has none.</param>
/// <param name="Faker">Invents the rest.</param>
internal sealed record ExampleSetting(Guid PartnerId, Guid? PersonId, CustomerFaker Faker)
{
    /// <summary>The setting of those who do not say whose call it is: the bank's tutorial.</summary>
    public static ExampleSetting OfTutorial() => new(ExampleBodies.DefaultPartner, PersonId: null, new CustomerFaker(seed: 1));
}
