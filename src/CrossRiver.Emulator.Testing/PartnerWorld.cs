using System.Globalization;
using System.Text;
using System.Text.Json;
using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>Everything an emulator knows of one partner, and what a test does with it. Worlds share nothing, so tests with one each can run side by side.</summary>
public sealed class PartnerWorld
{
    private readonly Wire _wire;
    private readonly string _world;
    private readonly BankCalls _bank;

    internal PartnerWorld(Wire wire, Guid partnerId)
    {
        _wire = wire;
        _world = $"partners/{partnerId}";
        Waiting = new Waits(wire, _world);
        _bank = new BankCalls(wire);
        PartnerId = partnerId;
        Deliveries = new Deliveries(wire, _world);
        Steps = new CustomerSteps(wire, _world, Waiting);
        Faults = new Faults(wire, _world);
        History = new History(wire, _world);
    }

    /// <summary>The partner: what its client sends as <c>partnerId</c>.</summary>
    public Guid PartnerId { get; }

    /// <summary>Where the bank's routes are; ends in a slash.</summary>
    public Uri BaseAddress => _wire.BaseAddress;

    /// <summary>What the partner's client sends to <c>/connect/token</c>.</summary>
    public PartnerCredentials Credentials => _wire.Credentials;

    /// <summary>Its webhooks, to be held and sent one by one.</summary>
    public Deliveries Deliveries { get; }

    /// <summary>The stories of its customers, to be hurried, changed and decided.</summary>
    public CustomerSteps Steps { get; }

    /// <summary>What goes wrong with its calls on purpose.</summary>
    public Faults Faults { get; }

    /// <summary>What happened in it.</summary>
    internal History History { get; }

    /// <summary>What answers only when something has come about.</summary>
    internal Waits Waiting { get; }

    /// <summary>Makes a client for the bank's routes. Of a strict emulator, it takes a token with its first call.</summary>
    public HttpClient CreateClient() => _wire.CreateClient();

    /// <summary>Advances the time, from due step to due step.</summary>
    /// <param name="span">How far, as in scenario files: <c>250ms</c>, <c>2s</c>, <c>1m30s</c>, <c>48h</c>, <c>30d</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What happened, when every webhook of that span, retries included, has its answer.</returns>
    /// <exception cref="EmulatorException">It did not come to its end in time; the message tells what is left.</exception>
    public Task<TimeAdvance> AdvanceAsync(string span, CancellationToken cancellationToken = default) => Waiting.AdvanceAsync($"by {span}", new { by = span }, cancellationToken);

    /// <inheritdoc cref="AdvanceAsync(string, CancellationToken)"/>
    /// <param name="span">How far, in whole milliseconds.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<TimeAdvance> AdvanceAsync(TimeSpan span, CancellationToken cancellationToken = default) => AdvanceAsync(SpanText.Of(span), cancellationToken);

    /// <summary>Advances the time to the next moments at which something is due.</summary>
    /// <param name="steps">How many moments; everything that is due at one of them happens.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">It did not come to its end in time.</exception>
    public Task<TimeAdvance> AdvanceStepsAsync(int steps = 1, CancellationToken cancellationToken = default) => Waiting.AdvanceAsync($"by {steps} steps", new { steps }, cancellationToken);

    /// <summary>Advances the time to a moment; one that has passed is no advance.</summary>
    /// <param name="moment">The moment, on the world's clock.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">It did not come to its end in time.</exception>
    public Task<TimeAdvance> AdvanceToAsync(DateTimeOffset moment, CancellationToken cancellationToken = default) =>
        Waiting.AdvanceAsync(string.Create(CultureInfo.InvariantCulture, $"to {moment:O}"), new { to = moment }, cancellationToken);

    /// <summary>Sets how time passes in this world from now on.</summary>
    public Task SetClockAsync(TestClock mode, CancellationToken cancellationToken = default) =>
        CallAsync("Setting the clock", HttpMethod.Put, "clock", new { mode }, cancellationToken);

    /// <summary>Waits until no step runs and no webhook is under way.</summary>
    /// <param name="within">Also until nothing is due within this span of the world's time; <see langword="null"/> does not look ahead.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EmulatorException">It is not so in time, or never will be; the message tells what is pending.</exception>
    public Task WaitUntilIdleAsync(TimeSpan? within = null, CancellationToken cancellationToken = default) => Waiting.UntilIdleAsync(within, cancellationToken);

    /// <summary>Waits until something has happened, whether or not the partner was told. What happened before counts, too.</summary>
    /// <param name="eventName">The event, such as <c>Core.Customer.Ofac.Changed</c>.</param>
    /// <param name="customerId">The customer, or <see langword="null"/> for any.</param>
    /// <param name="count">How many times it is to have happened.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The last of them.</returns>
    /// <exception cref="EmulatorException">It did not happen in time; the message tells what did, what came nearest, and what is due.</exception>
    public Task<JournalEntry> WaitForEventAsync(string eventName, Guid? customerId = null, int count = 1, CancellationToken cancellationToken = default) =>
        Waiting.ForAsync("event", eventName, customerId, count, cancellationToken);

    /// <summary>Waits until the partner's endpoint was called for an event. Calls that came before count, too, and so do those that it refused.</summary>
    /// <param name="eventName">The event, such as <c>Core.Customer.Ofac.Changed</c>.</param>
    /// <param name="customerId">The customer, or <see langword="null"/> for any.</param>
    /// <param name="count">How many calls there are to be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The last of them, with its answer.</returns>
    /// <exception cref="EmulatorException">There was none in time; the message tells what came instead.</exception>
    public Task<JournalEntry> WaitForDeliveryAsync(string eventName, Guid? customerId = null, int count = 1, CancellationToken cancellationToken = default) =>
        Waiting.ForAsync("delivery", eventName, customerId, count, cancellationToken);

    /// <summary>Chooses the scenario of customers to come.</summary>
    /// <param name="scenario">Its name, such as <c>ofac-hit</c>.</param>
    /// <param name="times">For how many customers.</param>
    /// <param name="clientIdentifier">Only for customers with this identifier of the partner's; <see langword="null"/> for any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">There is no such scenario.</exception>
    public Task NextCustomerAsync(string scenario, int times = 1, string? clientIdentifier = null, CancellationToken cancellationToken = default) =>
        CallAsync($"Choosing '{scenario}' for the next customer", HttpMethod.Post, "scenarios/next", new { scenario, times, clientIdentifier }, cancellationToken);

    /// <summary>Gives this world a scenario of its own. A reset keeps it unless it keeps no scenarios.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="yaml">The text of its file.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">The text cannot be used; the message has line and column of each mistake.</exception>
    public async Task AddScenarioAsync(string name, string yaml, CancellationToken cancellationToken = default)
    {
        using var content = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        await _wire.CallAsync(new ControlCall($"Adding the scenario '{name}'", HttpMethod.Put, $"{_world}/scenarios/{Uri.EscapeDataString(name)}") { Content = content }, cancellationToken);
    }

    /// <summary>Creates an example customer, for tests of what comes after the create.</summary>
    /// <param name="scenario">Its scenario; <see langword="null"/> leaves the choice to the emulator.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its <c>id</c>.</returns>
    /// <exception cref="EmulatorException">The emulator refuses it.</exception>
    public Task<Guid> CreateCustomerAsync(string? scenario = null, CancellationToken cancellationToken = default) =>
        _bank.CreateCustomerAsync(PartnerId, scenario, cancellationToken);

    /// <summary>Registers a partner's endpoint for events.</summary>
    /// <param name="callbackUrl">Where they are sent.</param>
    /// <param name="eventNames">The events; <see langword="null"/> for the three of a customer's onboarding.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="EmulatorException">The emulator refuses one.</exception>
    public Task RegisterAsync(Uri callbackUrl, IReadOnlyList<string>? eventNames = null, CancellationToken cancellationToken = default) =>
        RegisterAsync(callbackUrl, OptionsFor(eventNames), cancellationToken);

    /// <inheritdoc cref="RegisterAsync(Uri, IReadOnlyList{string}, CancellationToken)"/>
    /// <param name="callbackUrl">Where they are sent.</param>
    /// <param name="options">The events, how much they say, and what the bank sends to be known by.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public Task RegisterAsync(Uri callbackUrl, RegistrationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callbackUrl);
        ArgumentNullException.ThrowIfNull(options);
        return _bank.RegisterAsync(PartnerId, callbackUrl, options, cancellationToken);
    }

    /// <inheritdoc cref="RegisterAsync(Uri, IReadOnlyList{string}, CancellationToken)"/>
    /// <summary>Registers an inbox for events; it checks their signatures from now on.</summary>
    /// <param name="inbox">Where they are sent.</param>
    /// <param name="eventNames">The events; <see langword="null"/> for the three of a customer's onboarding.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public Task RegisterAsync(WebhookInbox inbox, IReadOnlyList<string>? eventNames = null, CancellationToken cancellationToken = default) =>
        RegisterAsync(inbox, OptionsFor(eventNames), cancellationToken);

    /// <inheritdoc cref="RegisterAsync(WebhookInbox, IReadOnlyList{string}, CancellationToken)"/>
    /// <param name="inbox">Where they are sent.</param>
    /// <param name="options">The events, how much they say, and what the bank sends to be known by.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task RegisterAsync(WebhookInbox inbox, RegistrationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        inbox.Trust(PartnerId, await SigningSecretAsync(cancellationToken));
        await RegisterAsync(inbox.Url, options, cancellationToken);
    }

    /// <summary>Reads the secret that signs the partner's webhooks: base64, as its endpoint has to have it.</summary>
    public async Task<string> SigningSecretAsync(CancellationToken cancellationToken = default) =>
        (await CallAsync("Reading the signing secret", HttpMethod.Get, "signing-secret", body: null, cancellationToken)).GetProperty("secret").GetString()!;

    /// <summary>Sends an event about a customer now, correctly formed and signed, as if something had happened.</summary>
    /// <exception cref="EmulatorException">There is no such event or customer, or nobody has registered.</exception>
    public Task SendEventAsync(string eventName, Guid customerId, CancellationToken cancellationToken = default) =>
        CallAsync($"Sending {eventName}", HttpMethod.Post, "events", new { eventName, customerId }, cancellationToken);

    /// <inheritdoc cref="CustomerSteps.ActAsync"/>
    /// <summary>Ends the review of a customer in its favour, as a person at the bank does.</summary>
    public Task<CustomerTimeline> ReleaseAsync(Guid customerId, CancellationToken cancellationToken = default) => Steps.ActAsync(customerId, "release", cancellationToken);

    /// <inheritdoc cref="CustomerSteps.ActAsync"/>
    /// <summary>Ends the review of a customer by confirming what was found, as a person at the bank does.</summary>
    public Task<CustomerTimeline> RejectAsync(Guid customerId, CancellationToken cancellationToken = default) => Steps.ActAsync(customerId, "reject", cancellationToken);

    /// <summary>Reads what happened, the oldest first.</summary>
    /// <param name="customerId">Only what is about this customer.</param>
    /// <param name="kinds">Only entries of these kinds, such as <c>event,attempt</c>.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public Task<IReadOnlyList<JournalEntry>> JournalAsync(Guid? customerId = null, string? kinds = null, CancellationToken cancellationToken = default) =>
        History.ReadAsync(customerId, kinds, cancellationToken);

    /// <summary>Tells a customer's story: a table for the test's output, and a Mermaid diagram.</summary>
    public Task<CustomerStory> StoryAsync(Guid customerId, CancellationToken cancellationToken = default) => History.TellAsync(customerId, cancellationToken);

    /// <summary>Judges the partner's integration by what happened. Ask when everything is over.</summary>
    public Task<IntegrationReport> ReportAsync(CancellationToken cancellationToken = default) => History.JudgeAsync(cancellationToken);

    /// <summary>Begins the world anew. When this completes, nothing of before can arrive.</summary>
    /// <param name="keep">What stays; registrations and scenarios by default. <see cref="Kept.None"/> begins with nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task ResetAsync(Kept keep = Kept.Registrations | Kept.Scenarios, CancellationToken cancellationToken = default)
    {
        string[] kept = [.. Enum.GetValues<Kept>().Where(part => part is not Kept.None && keep.HasFlag(part)).Select(part => $"{part}")];
        return CallAsync("Resetting the world", HttpMethod.Post, "reset", new { keep = kept }, cancellationToken);
    }

    /// <summary>Takes a snapshot of the whole world, as soon as it is idle.</summary>
    public async Task<WorldSnapshot> SnapshotAsync(CancellationToken cancellationToken = default) =>
        new((await CallAsync("Taking a snapshot", HttpMethod.Get, "snapshot", body: null, cancellationToken)).GetRawText());

    /// <summary>Goes back to a snapshot, of this world, in this emulator or in another one.</summary>
    /// <exception cref="EmulatorException">It cannot be used; the message tells why.</exception>
    public async Task RestoreAsync(WorldSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        using var content = new StringContent(snapshot.Json, Encoding.UTF8, "application/json");
        await _wire.CallAsync(new ControlCall("Going back to a snapshot", HttpMethod.Put, $"{_world}/snapshot") { Content = content }, cancellationToken);
    }

    /// <summary>Ends the world: when this completes, nothing of it can arrive, and the partner is as one that was never heard of.</summary>
    public Task EndAsync(CancellationToken cancellationToken = default) =>
        _wire.CallAsync(new ControlCall("Ending the world", HttpMethod.Delete, _world), cancellationToken);

    private static RegistrationOptions OptionsFor(IReadOnlyList<string>? eventNames)
    {
        var options = new RegistrationOptions();
        options.EventNames = eventNames ?? options.EventNames;
        return options;
    }

    private Task<JsonElement> CallAsync(string verb, HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        _wire.CallAsync(new ControlCall(verb, method, $"{_world}/{path}", body), cancellationToken);
}
