using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Calls;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Loading;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Tokens;
using CrossRiver.Emulator.Webhooks.Contract;
using CrossRiver.Emulator.Worlds;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Finds out which world a call concerns and whom it is about, before anything is done for it.</summary>
internal sealed class CallSubjects(
    WorldDirectory worlds,
    CallResolver resolver,
    Clients clients,
    ScenariosInForce scenarios,
    IOptions<ConditionOptions> conditions)
{
    private const int LongestName = 100;

    /// <summary>Gets whether a create may get a scenario with rules for calls without asking for it by its name.</summary>
    public bool MayFailCreates => BeginsUnderConditions || scenarios.Catalog.MayFailCreates;

    private bool BeginsUnderConditions { get; } = conditions.Value.Names is not [];

    /// <summary>Returns the operation of a call that rules may concern, or <see langword="null"/> when none may.</summary>
    public static Operation? OperationOf(HttpContext context) => context.GetEndpoint()?.Operation();

    /// <summary>
    /// Finds the world that a call concerns, or returns <see langword="null"/> when it concerns none. A call that names no partner, and nothing of one,
    /// concerns the only world there is.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="operation">The call's operation.</param>
    public async ValueTask<ConcernedCall?> FindAsync(HttpContext context, Operation operation)
    {
        if (operation.Name is TokensModule.IssueToken)
        {
            return await FindByClientAsync(context);
        }

        if (CallResolver.ResourceOf(context) is { } id)
        {
            return resolver.FindOwner(context) is { } owner ? new ConcernedCall(owner) { CustomerId = CustomerOf(owner, id) } : ConcernsOnly();
        }

        var (partner, body) = await CallResolver.ReadPartnerAsync(context);
        if (HttpMethods.IsPost(context.Request.Method))
        {
            return partner is { } named ? FindByPartner(named, operation, body!.Value, context) : ConcernsOnly();
        }

        var listed = partner ?? context.Call().Caller?.PartnerId;
        return listed is not { } known ? ConcernsOnly() : worlds.Find(known) is { } world ? new ConcernedCall(world) : null;
    }

    /// <summary>What rules may ask of a call. In the world's turn.</summary>
    public static CallSubject Describe(ConcernedCall call, string name, HttpContext context)
    {
        var world = call.World;
        var customer = call.CustomerId is { } id ? world.Player.Subjects.FindSubject(id) : null;
        var identifier = call.Create?.ClientIdentifier ?? call.Create?.TaxId ?? "";

        return new CallSubject(name)
        {
            RequestId = context.Call().RequestId,
            CustomerId = customer?.Id,
            CustomerKey = call.Create is null ? customer?.Key : Short(identifier),
            CreatedAt = customer?.CreatedAt ?? world.Clock.Now,
            Scenario = call.Candidates is { } candidates
                ? world.Scenarios.Foretell(candidates, call.Create!.ClientIdentifier, world.Player.Subjects.NextKey(identifier)).Scenario
                : customer is null ? null : world.Stories.FindScenario(customer.Id),
            ClientIdentifier = Short(call.Create?.ClientIdentifier ?? customer?.ClientIdentifier),
            IdempotencyKey = context.Request.Headers[CallHeaders.IdempotencyKey] is [{ Length: > 0 } key] ? Short(key) : null,
            Token = TokenOf(context.Request),
        };
    }

    // What a partner sends is counted under it, and may be of any length.
    [return: NotNullIfNotNull(nameof(text))]
    private static string? Short(string? text) =>
        text is not { Length: > LongestName } ? text : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // The event's customer, if it is an event.
    private static Guid? CustomerOf(World world, Guid id) =>
        world.Player.Subjects.FindSubject(id) is not null ? id : world.FindCustomerOfEvent(id);

    // Of a token nothing goes into snapshots but a name for it.
    private static string? TokenOf(HttpRequest request) => request.Headers.Authorization.ToString() is { Length: > 0 } sent
        ? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(sent)).AsSpan(0, 16)).ToString()
        : null;

    private ConcernedCall? ConcernsOnly() => worlds.Only is { } only ? new ConcernedCall(only) : null;

    private ConcernedCall? FindByPartner(Guid partnerId, Operation operation, JsonElement body, HttpContext context)
    {
        var candidates = operation.Creates is not null ? FindCandidates(partnerId, body, context.Request.Headers) : null;
        var world = worlds.Find(partnerId);
        if (world is null && (BeginsUnderConditions || candidates?.MayHaveRules is true))
        {
            context.Call().Caller?.RequirePartner(partnerId);
            world = worlds.Open(partnerId);
        }

        return world is null ? null : new ConcernedCall(world)
        {
            Candidates = candidates,
            Create = operation.Creates is not null ? new CreateFields(body, context.Request.Headers) : null,
        };
    }

    private ScenarioCandidates? FindCandidates(Guid partnerId, JsonElement body, IHeaderDictionary headers)
    {
        try
        {
            return scenarios.CatalogOf(worlds.Find(partnerId)).FindCandidates(body, headers);
        }
        catch (RefusedException)
        {
            // A header asks for a scenario that there is not; whoever answers the call says so.
            return null;
        }
    }

    private async ValueTask<ConcernedCall?> FindByClientAsync(HttpContext context)
    {
        var bound = TokenForm.ClientOf(await TextBody.ReadUncheckedAsync(context), context.Request.Headers.Authorization) is { } clientId ? clients.Find(clientId)?.PartnerId : null;
        var world = bound is { } partnerId ? worlds.Find(partnerId) : worlds.Only;

        return world is null ? null : new ConcernedCall(world);
    }
}

/// <summary>A call, and the world that it concerns.</summary>
/// <param name="World">The world.</param>
internal sealed record ConcernedCall(World World)
{
    /// <summary>The customer that the call, or the event that it names, is about.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>The fields of a create.</summary>
    public CreateFields? Create { get; init; }

    /// <summary>The scenarios that the customer of a create may get.</summary>
    public ScenarioCandidates? Candidates { get; init; }
}
