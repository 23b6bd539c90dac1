namespace CrossRiver.Emulator.Testing.Webhooks;

public sealed class RegistrationTests(SharedBank bank) : IClassFixture<SharedBank>
{
    private const string Ofac = "Core.Customer.Ofac.Changed";

    private readonly PartnerWorld _partner = bank.Server.NewPartner();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_registration_of_an_event_is_refused_or_changes_the_first()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        await _partner.RegisterAsync(new Uri("http://127.0.0.1:9"), [Ofac], Stop);
        var refusal = await Assert.ThrowsAsync<EmulatorException>(() => _partner.RegisterAsync(inbox, [Ofac], Stop));

        await _partner.RegisterAsync(inbox, new RegistrationOptions { EventNames = [Ofac, "Core.Customer.Onboarded"], ReplacesExisting = true }, Stop);
        await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.AdvanceAsync("1m", Stop);

        Assert.StartsWith("POST /webhooks/v1/registrations failed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["Core.Customer.Onboarded", Ofac], inbox.All.Select(webhook => webhook.EventName));
    }

    [Fact]
    public async Task A_suspended_registration_that_is_replaced_is_restarted()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        await _partner.RegisterAsync(new Uri("http://127.0.0.1:9"), [Ofac], Stop);
        var customerId = await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.AdvanceAsync("1h", Stop);

        await _partner.RegisterAsync(inbox, new RegistrationOptions { EventNames = [Ofac], ReplacesExisting = true }, Stop);
        await _partner.AdvanceAsync("1h", Stop);

        Assert.Equal(customerId, Assert.Single(inbox.All).CustomerId);
    }

    [Fact]
    public async Task Webhooks_are_signed_with_the_secret_that_is_set()
    {
        const string Secret = "YSBzZWNyZXQgZm9yIHRlc3RzIG9ubHk=";
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);

        await _partner.SetSigningSecretAsync(Secret, Stop);
        await _partner.RegisterAsync(inbox, [Ofac], Stop);
        await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.AdvanceAsync("1m", Stop);

        Assert.Equal(Secret, await _partner.SigningSecretAsync(Stop));
        Assert.Equal(SignatureCheck.Valid, Assert.Single(inbox.All).Signature);
        await Assert.ThrowsAsync<EmulatorException>(() => _partner.SetSigningSecretAsync("no secret", Stop));
    }

    [Fact]
    public async Task A_world_lists_the_names_that_can_be_chosen()
    {
        await _partner.AddScenarioAsync("mine", "version: 1\nscenario: mine\ntitle: Found at once\ntimeline:\n  - after: 1s\n    set: { ofac: Failed }\n", Stop);

        Assert.Superset(new HashSet<string>(["mine", "clear"], StringComparer.Ordinal), (await _partner.ScenarioNamesAsync(Stop)).ToHashSet(StringComparer.Ordinal));
        Assert.Contains("throttled", await _partner.Faults.ConditionNamesAsync(Stop));
    }
}
