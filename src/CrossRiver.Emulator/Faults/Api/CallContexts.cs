using System.Security.Cryptography;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Tokens;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Finds the world and the customer of a call before its handler runs.</summary>
internal sealed class CallContexts(
    WorldDirectory worlds,
    CallResolver resolver,
    Clients clients,
    SubjectsOf subjects,
    IFaultRuleSource source,
    IOptions<ConditionOptions> conditions)
{
    private const int LongestName = 100;

    /// <summary>Returns whether rules may match a call although no world has any.</summary>
    public bool MayConcern(HttpContext context) => BeginsUnderConditions || source.MayConcernCreates || source.AreAskedFor(context.Request.Headers);

    private bool BeginsUnderConditions { get; } = conditions.Value.Names is not [];

    /// <summary>Returns the operation of a call that rules may match, or null if there is none.</summary>
    public static Operation? OperationOf(HttpContext context) => context.GetEndpoint()?.Operation();

    /// <summary>Finds the world of a call, or returns null if it has none. The default is the only world.</summary>
    public async ValueTask<CallInWorld?> FindAsync(HttpContext context, Operation operation)
    {
        if (operation.Name is TokensModule.IssueToken)
        {
            return await FindByClientAsync(context);
        }

        var named = await resolver.ReadAsync(context);
        if (named.ResourceId is { } id)
        {
            return named.Owner is { } owner ? new CallInWorld(owner) { CustomerId = CallResolver.FindSubject(owner, id) } : Find(partnerId: null);
        }

        return HttpMethods.IsPost(context.Request.Method) && named.PartnerId is { } partnerId
            ? FindByPartner(partnerId, operation, named.Body!.Value, context)
            : Find(named.PartnerId ?? context.Call().Caller?.PartnerId);
    }

    /// <summary>Returns the values of a call that rules use. Call only while holding the world lock.</summary>
    public CallContext Describe(CallInWorld call, string name, HttpContext context)
    {
        var world = call.World;
        var customer = call.CustomerId is { } id ? subjects(world).FindSubject(id) : null;

        return new CallContext(name)
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

    // Because a partner may send text of any length, a hash takes the place of long text.
    [return: NotNullIfNotNull(nameof(text))]
    private static string? Short(string? text) =>
        text is not { Length: > LongestName } ? text : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Because a snapshot must not contain a token, a hash takes its place.
    private static string? TokenOf(HttpRequest request) => request.Headers.Authorization.ToString() is { Length: > 0 } sent
        ? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(sent)).AsSpan(0, 16)).ToString() : null;

    // A call that names no partner concerns the only world.
    private CallInWorld? Find(Guid? partnerId) => (partnerId is { } known ? worlds.Find(known) : worlds.Only) is { } world ? new CallInWorld(world) : null;

    private CallInWorld? FindByPartner(Guid partnerId, Operation operation, JsonElement body, HttpContext context)
    {
        var world = worlds.Find(partnerId);
        var create = operation.Creates is not null ? source.Foresee(world, body, context.Request.Headers) : null;
        if (world is null && (BeginsUnderConditions || create is { MayExist: true }))
        {
            context.Call().Caller?.RequirePartner(partnerId);
            world = worlds.Open(partnerId);
        }

        return world is null ? null : new CallInWorld(world) { Create = create };
    }

    private async ValueTask<CallInWorld?> FindByClientAsync(HttpContext context)
    {
        var clientId = TokenForm.ClientOf(await TextBody.ReadUncheckedAsync(context), context.Request.Headers.Authorization);
        return Find(clientId is null ? null : clients.Find(clientId)?.PartnerId);
    }
}

/// <summary>Represents a call and its world.</summary>
internal sealed record CallInWorld(World World)
{
    /// <summary>Gets the customer of the call, or of the event that it names, or null if there is none.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Gets the foreseen rules of a create, or null for any other call.</summary>
    public ForeseenRules? Create { get; init; }
}

/// <summary>Represents the values of a call that rules use.</summary>
internal sealed record CallContext(string Name)
{
    /// <summary>The key of calls that are counted for the whole world.</summary>
    public const string World = "world";

    public required string RequestId { get; init; }

    /// <summary>Gets the customer of the call, or null if it is about no existing customer.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Gets the key of the customer in random choices, or null if the call is about no customer.</summary>
    /// <remarks>A create has no customer yet: its key is the client identifier in its body, or else the tax id.</remarks>
    public string? CustomerKey { get; init; }

    /// <summary>Gets the time of the customer's creation, which is now for a create.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the rules for calls about the customer, or null if it has none. A create has the rules that its customer would get.</summary>
    public CustomerRules? Rules { get; init; }

    /// <summary>Gets the partner's identifier of the customer, or null if it has none.</summary>
    public string? ClientIdentifier { get; init; }

    /// <summary>Gets the header <c>idempotency-key</c>, or null if the call has none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Gets a hash of the token, or null if the call has none.</summary>
    public string? Token { get; init; }

    /// <summary>Returns the key under which a rule counts the call.</summary>
    /// <remarks>A call without the value to count by counts for its customer, or else for the world.</remarks>
    public string KeyOf(CountBy countBy) => countBy switch
    {
        CountBy.World => World,
        CountBy.ClientIdentifier when ClientIdentifier is { } identifier => $"client {identifier}",
        CountBy.IdempotencyKey when IdempotencyKey is { } key => $"idempotency {key}",
        CountBy.Token => $"token {Token}",
        _ => CustomerKey is null ? World : $"customer {CustomerKey}",
    };
}
