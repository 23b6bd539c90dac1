using System.Security.Cryptography;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Tokens;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Finds out which world a call concerns and whom it is about, before anything is done for it.</summary>
internal sealed class CallSubjects(
    WorldDirectory worlds,
    CallResolver resolver,
    Clients clients,
    SubjectsOf subjects,
    IFaultRuleSource source,
    IOptions<ConditionOptions> conditions)
{
    private const int LongestName = 100;

    /// <summary>Returns whether rules may concern a call although no world has any.</summary>
    public bool MayConcern(HttpContext context) => BeginsUnderConditions || source.MayConcernCreates || source.AreAskedFor(context.Request.Headers);

    private bool BeginsUnderConditions { get; } = conditions.Value.Names is not [];

    /// <summary>Returns the operation of a call that rules may concern, or <see langword="null"/> when none may.</summary>
    public static Operation? OperationOf(HttpContext context) => context.GetEndpoint()?.Operation();

    /// <summary>
    /// Finds the world that a call concerns, or returns <see langword="null"/> when it concerns none. A call that names no partner, and nothing of one,
    /// concerns the only world there is.
    /// </summary>
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
    public CallSubject Describe(ConcernedCall call, string name, HttpContext context)
    {
        var world = call.World;
        var customer = call.CustomerId is { } id ? subjects(world).FindSubject(id) : null;

        return new CallSubject(name)
        {
            RequestId = context.Call().RequestId,
            CustomerId = customer?.Id,
            CustomerKey = call.Create is { } created ? Short(created.Identifier) : customer?.Key,
            CreatedAt = customer?.CreatedAt ?? world.Clock.Now,
            Rules = call.Create is { } create ? create.Find(world) : customer is null ? null : source.RulesOf(world, customer.Id),
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
    private Guid? CustomerOf(World world, Guid id) =>
        subjects(world).FindSubject(id) is not null ? id : world.FindCustomerOfEvent(id);

    // Of a token nothing goes into snapshots but a name for it.
    private static string? TokenOf(HttpRequest request) => request.Headers.Authorization.ToString() is { Length: > 0 } sent
        ? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(sent)).AsSpan(0, 16)).ToString()
        : null;

    private ConcernedCall? ConcernsOnly() => worlds.Only is { } only ? new ConcernedCall(only) : null;

    private ConcernedCall? FindByPartner(Guid partnerId, Operation operation, JsonElement body, HttpContext context)
    {
        var world = worlds.Find(partnerId);
        var create = operation.Creates is not null ? source.Foresee(world, body, context.Request.Headers) : null;
        if (world is null && (BeginsUnderConditions || create is { MayExist: true }))
        {
            context.Call().Caller?.RequirePartner(partnerId);
            world = worlds.Open(partnerId);
        }

        return world is null ? null : new ConcernedCall(world) { Create = create };
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

    /// <summary>What is known of the rules of a create, or <see langword="null"/> for any other call.</summary>
    public ForeseenRules? Create { get; init; }
}
