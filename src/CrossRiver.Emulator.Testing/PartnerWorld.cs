using System.Globalization;
using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>Represents the state that an emulator keeps for one partner, and provides the operations of a test on it.</summary>
/// <remarks>Worlds share no state, so tests that use one partner each can run in parallel.</remarks>
public sealed partial class PartnerWorld
{
    private readonly Wire _wire;
    private readonly WorldCalls _world;
    private readonly BankCalls _bank;
    private readonly History _history;

    internal PartnerWorld(Wire wire, Guid partnerId)
    {
        _wire = wire;
        _world = new WorldCalls(wire, partnerId);
        _bank = new BankCalls(wire);
        PartnerId = partnerId;
        _history = new History(_world);
        Waiting = new Waits(_world, _history);
        Deliveries = new Deliveries(_world);
        Steps = new CustomerSteps(_world, Waiting);
        Faults = new Faults(_world);
    }

    /// <summary>Gets the partner's identifier, which its client sends as <c>partnerId</c>.</summary>
    public Guid PartnerId { get; }

    /// <summary>Gets the base address of the bank's routes. It ends with a slash.</summary>
    public Uri BaseAddress => _wire.BaseAddress;

    /// <summary>Gets the credentials that the partner's client sends to <c>/connect/token</c>.</summary>
    public PartnerCredentials Credentials => _wire.Credentials;

    /// <summary>Gets the partner's webhook deliveries, which the test can hold and send one by one.</summary>
    public Deliveries Deliveries { get; }

    /// <summary>Gets the stories of the partner's customers, which the test can decide, hurry and change.</summary>
    public CustomerSteps Steps { get; }

    /// <summary>Gets the faults of the partner's calls, which the test can add and remove.</summary>
    public Faults Faults { get; }

    internal Waits Waiting { get; }

    /// <summary>Creates a client for the bank's routes.</summary>
    /// <returns>A client with the base address set. If the emulator is strict, it gets a token before its first call.</returns>
    public HttpClient CreateClient() => _wire.CreateClient();

    /// <summary>Advances the world's clock from one due step to the next, until the end of the span.</summary>
    /// <param name="span">The duration in the form of scenario files: <c>250ms</c>, <c>2s</c>, <c>1m30s</c>, <c>48h</c>, <c>30d</c>.</param>
    /// <returns>The entries of the span. The task completes when each webhook of the span, retries included, has an answer.</returns>
    /// <exception cref="EmulatorException">The advance did not end within the patience. The message lists the unfinished work.</exception>
    public Task<TimeAdvance> AdvanceAsync(string span, CancellationToken cancellationToken = default) =>
        Waiting.AdvanceAsync($"by {span}", new { by = span }, cancellationToken);

    /// <inheritdoc cref="AdvanceAsync(string, CancellationToken)"/>
    /// <param name="span">The duration. Fractions of a millisecond are ignored.</param>
    public Task<TimeAdvance> AdvanceAsync(TimeSpan span, CancellationToken cancellationToken = default) => AdvanceAsync(SpanText.Of(span), cancellationToken);

    /// <summary>Advances the world's clock to the next moments at which a step or webhook is due.</summary>
    /// <param name="steps">The number of moments. Everything that is due at one of them runs.</param>
    /// <exception cref="EmulatorException">The advance did not end within the patience.</exception>
    public Task<TimeAdvance> AdvanceStepsAsync(int steps = 1, CancellationToken cancellationToken = default) =>
        Waiting.AdvanceAsync($"by {steps} steps", new { steps }, cancellationToken);

    /// <summary>Advances the world's clock to a moment. Does nothing if the moment is in the past.</summary>
    /// <param name="moment">The moment on the world's clock.</param>
    /// <exception cref="EmulatorException">The advance did not end within the patience.</exception>
    public Task<TimeAdvance> AdvanceToAsync(DateTimeOffset moment, CancellationToken cancellationToken = default) =>
        Waiting.AdvanceAsync(string.Create(CultureInfo.InvariantCulture, $"to {moment:O}"), new { to = moment }, cancellationToken);

    /// <summary>Sets how time passes in this world from now on.</summary>
    public Task SetClockAsync(TestClock mode, CancellationToken cancellationToken = default) =>
        _world.CallAsync("Setting the clock", HttpMethod.Put, "clock", new { mode }, cancellationToken);

    /// <summary>Waits until no step runs and no webhook is in flight.</summary>
    /// <param name="within">A span of the world's time in which nothing may be due either, or null to ignore future steps.</param>
    /// <exception cref="EmulatorException">The world is not idle in time, or cannot become idle. The message lists the pending work.</exception>
    public Task WaitUntilIdleAsync(TimeSpan? within = null, CancellationToken cancellationToken = default) => Waiting.UntilIdleAsync(within, cancellationToken);

    /// <summary>Waits until an event has happened, with or without a webhook to the partner. Earlier events count.</summary>
    /// <param name="eventName">The event, such as <c>Core.Customer.Ofac.Changed</c>.</param>
    /// <param name="customerId">The customer, or null for any customer.</param>
    /// <param name="count">The number of events to wait for. The default is 1.</param>
    /// <returns>The last of the events.</returns>
    /// <exception cref="EmulatorException">Too few events happened in time. The message lists the journal, near misses and the next due time.</exception>
    public Task<JournalEntry> WaitForEventAsync(string eventName, Guid? customerId = null, int count = 1, CancellationToken cancellationToken = default) =>
        Waiting.ForAsync("event", eventName, customerId, count, cancellationToken);

    /// <inheritdoc cref="WaitForEventAsync"/>
    /// <summary>Waits until the bank has called the partner's endpoint for an event. Earlier calls and refused calls count.</summary>
    /// <param name="count">The number of calls to wait for. The default is 1.</param>
    /// <returns>The last of the calls, with the partner's answer.</returns>
    /// <exception cref="EmulatorException">Too few calls happened in time. The message lists the other calls.</exception>
    public Task<JournalEntry> WaitForDeliveryAsync(string eventName, Guid? customerId = null, int count = 1, CancellationToken cancellationToken = default) =>
        Waiting.ForAsync("delivery", eventName, customerId, count, cancellationToken);

    /// <summary>Selects the scenario of the next customers.</summary>
    /// <param name="scenario">The name of the scenario, such as <c>ofac-hit</c>.</param>
    /// <param name="times">The number of customers. The default is 1.</param>
    /// <param name="clientIdentifier">The partner's identifier of the customer, or null for any customer.</param>
    /// <exception cref="EmulatorException">The scenario does not exist.</exception>
    public Task NextCustomerAsync(string scenario, int times = 1, string? clientIdentifier = null, CancellationToken cancellationToken = default) =>
        _world.CallAsync($"Selecting scenario '{scenario}'", HttpMethod.Post, "scenarios/next", new { scenario, times, clientIdentifier }, cancellationToken);

    /// <summary>Returns the names of the scenarios that a customer of this world can get.</summary>
    public Task<IReadOnlyList<string>> ScenarioNamesAsync(CancellationToken cancellationToken = default) => _world.NamesAsync("scenarios", cancellationToken);

    /// <summary>Adds a scenario to this world only. A reset keeps it, unless the reset removes scenarios.</summary>
    /// <param name="yaml">The text of the scenario file.</param>
    /// <exception cref="EmulatorException">The text is invalid. The message contains line and column of each mistake.</exception>
    public Task AddScenarioAsync(string name, string yaml, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var (path, body) = ($"scenarios/{Uri.EscapeDataString(name)}", new TextBody(yaml, "application/yaml"));
        return _world.CallAsync($"Adding the scenario '{name}'", HttpMethod.Put, path, body, cancellationToken);
    }

    /// <summary>Saves what happened to a customer as a scenario, so that it happens again to a customer that gets the scenario.</summary>
    /// <param name="name">The name of the scenario, or null for the name of the customer's scenario after <c>saved-</c>.</param>
    /// <returns>The text of the scenario file, for <see cref="AddScenarioAsync"/> or a folder. Comments at its top contain what a scenario cannot say.</returns>
    /// <exception cref="EmulatorException">The customer does not exist, or its story is not known from its create on.</exception>
    public Task<string> SaveScenarioAsync(Guid customerId, string? name = null, CancellationToken cancellationToken = default)
    {
        var query = name is null ? "" : $"?name={Uri.EscapeDataString(name)}";
        return _world.ReadTextAsync($"Saving the story of customer {customerId}", $"customers/{customerId}/scenario{query}", cancellationToken);
    }

    /// <summary>Creates an example customer, for tests that start after the create.</summary>
    /// <param name="scenario">The scenario, or null if the emulator chooses it.</param>
    /// <returns>The customer's <c>id</c>.</returns>
    /// <exception cref="EmulatorException">The emulator refuses the customer.</exception>
    public Task<Guid> CreateCustomerAsync(string? scenario = null, CancellationToken cancellationToken = default) =>
        _bank.CreateCustomerAsync(PartnerId, scenario, cancellationToken);

    /// <summary>Opens an account for a customer, for tests that start with an account.</summary>
    /// <param name="customerId">A customer that is <c>Active</c> and has an address, a phone and the OFAC result <c>Clear</c>.</param>
    /// <param name="title">The title of the account, or null for none.</param>
    /// <param name="productId">The product. The default is <see cref="AccountProducts.PersonalChecking"/>, for a customer of <see cref="CreateCustomerAsync"/>.</param>
    /// <returns>The account number.</returns>
    /// <exception cref="EmulatorException">The emulator refuses the account. The message contains each condition that the customer does not meet.</exception>
    public Task<string> OpenAccountAsync(Guid customerId, string? title = null, Guid? productId = null, CancellationToken cancellationToken = default) =>
        _bank.OpenAccountAsync(customerId, title, productId ?? AccountProducts.PersonalChecking, cancellationToken);

    /// <summary>Puts money into an account or subledger by a simulated wire. The money is there when the call completes.</summary>
    /// <param name="accountNumber">The number of the account or subledger.</param>
    /// <param name="cents">The amount in cents, 1 to 999,999,999,999.</param>
    /// <exception cref="EmulatorException">The account does not exist, is not <c>Active</c> or is restricted, or the amount is out of range.</exception>
    public Task FundAsync(string accountNumber, long cents, CancellationToken cancellationToken = default) =>
        _bank.FundAsync(accountNumber, cents, cancellationToken);

    /// <summary>Returns a customer's accounts with their balances, the oldest first. The call does not count as a call of the partner.</summary>
    /// <exception cref="EmulatorException">The customer does not exist.</exception>
    public async Task<IReadOnlyList<EmulatedAccount>> AccountsAsync(Guid customerId, CancellationToken cancellationToken = default)
    {
        var answer = await _world.CallAsync("Reading accounts", HttpMethod.Get, $"customers/{customerId}/accounts", body: null, cancellationToken);
        return [.. answer.GetProperty("accounts").EnumerateArray().Select(EmulatedAccount.Of)];
    }

    /// <summary>Changes an account as the bank's staff does. The task completes when the webhooks of the changes have answers.</summary>
    /// <param name="status">The new status, or null to leave it unchanged.</param>
    /// <param name="restricted">True to restrict the account, so that no money moves; false to end that; or null to leave it unchanged.</param>
    /// <returns>The account after the changes.</returns>
    /// <exception cref="EmulatorException">The account does not exist.</exception>
    public async Task<EmulatedAccount> SetAccountAsync(
        string accountNumber, AccountStatus? status = null, bool? restricted = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(accountNumber);
        var path = $"accounts/{Uri.EscapeDataString(accountNumber)}";
        var answer = await _world.CallAsync($"Changing account {accountNumber}", HttpMethod.Post, path, new { status, restricted }, cancellationToken);
        await Waiting.UntilIdleAsync(within: null, cancellationToken);
        return EmulatedAccount.Of(answer.GetProperty("account"));
    }

    /// <summary>Registers the partner's endpoint for events.</summary>
    /// <param name="callbackUrl">The URL that receives the webhooks.</param>
    /// <param name="eventNames">The events, or null for the three events of a customer's onboarding.</param>
    /// <exception cref="EmulatorException">The emulator refuses a registration.</exception>
    public Task RegisterAsync(Uri callbackUrl, IReadOnlyList<string>? eventNames = null, CancellationToken cancellationToken = default) =>
        RegisterAsync(callbackUrl, OptionsFor(eventNames), cancellationToken);

    /// <inheritdoc cref="RegisterAsync(Uri, IReadOnlyList{string}, CancellationToken)"/>
    /// <param name="options">The events, their format, and the credentials of the webhooks.</param>
    public Task RegisterAsync(Uri callbackUrl, RegistrationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callbackUrl);
        ArgumentNullException.ThrowIfNull(options);
        return _bank.RegisterAsync(PartnerId, callbackUrl, options, cancellationToken);
    }

    /// <inheritdoc cref="RegisterAsync(Uri, IReadOnlyList{string}, CancellationToken)"/>
    /// <summary>Registers an inbox for events. From now on, the inbox checks the signatures of the partner's webhooks.</summary>
    public Task RegisterAsync(WebhookInbox inbox, IReadOnlyList<string>? eventNames = null, CancellationToken cancellationToken = default) =>
        RegisterAsync(inbox, OptionsFor(eventNames), cancellationToken);

    /// <inheritdoc cref="RegisterAsync(WebhookInbox, IReadOnlyList{string}, CancellationToken)"/>
    /// <param name="options">The events, their format, and the credentials of the webhooks.</param>
    public async Task RegisterAsync(WebhookInbox inbox, RegistrationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        inbox.Trust(PartnerId, await SigningSecretAsync(cancellationToken));
        await RegisterAsync(inbox.Url, options, cancellationToken);
    }

    /// <summary>Sends a well-formed, signed event about a customer now, without a change of the customer.</summary>
    /// <exception cref="EmulatorException">The event or customer does not exist, or the event has no registration.</exception>
    public Task SendEventAsync(string eventName, Guid customerId, CancellationToken cancellationToken = default) =>
        _world.CallAsync($"Sending {eventName}", HttpMethod.Post, "events", new { eventName, customerId }, cancellationToken);

    /// <inheritdoc cref="CustomerSteps.ActAsync"/>
    /// <summary>Ends the review of a customer in its favor, as a person at the bank does.</summary>
    public Task<CustomerTimeline> ReleaseAsync(Guid customerId, CancellationToken cancellationToken = default) => Steps.ActAsync(customerId, "release", cancellationToken);

    /// <inheritdoc cref="CustomerSteps.ActAsync"/>
    /// <summary>Ends the review of a customer with a confirmed hit, as a person at the bank does.</summary>
    public Task<CustomerTimeline> RejectAsync(Guid customerId, CancellationToken cancellationToken = default) => Steps.ActAsync(customerId, "reject", cancellationToken);

    /// <summary>Returns the world's journal, the oldest entry first.</summary>
    /// <param name="customerId">The customer, or null for all entries.</param>
    /// <param name="kinds">The kinds of entries, such as <c>event,attempt</c>, or null for all kinds.</param>
    public Task<IReadOnlyList<JournalEntry>> JournalAsync(Guid? customerId = null, string? kinds = null, CancellationToken cancellationToken = default) =>
        _history.ReadAsync(customerId, kinds, cancellationToken);

    /// <summary>Returns a customer's story: a table for the test's output, and a Mermaid diagram.</summary>
    public Task<CustomerStory> StoryAsync(Guid customerId, CancellationToken cancellationToken = default) => _history.ReadStoryAsync(customerId, cancellationToken);

    /// <summary>Returns a report on the partner's integration, judged by the world's journal. Call it at the end of the test.</summary>
    public Task<IntegrationReport> ReportAsync(CancellationToken cancellationToken = default) => _history.JudgeAsync(cancellationToken);

    private static RegistrationOptions OptionsFor(IReadOnlyList<string>? eventNames) =>
        eventNames is null ? new RegistrationOptions() : new RegistrationOptions { EventNames = eventNames };
}
