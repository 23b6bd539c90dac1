using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Applies faults to calls of the bank's API. Rules count a call on arrival, under the world lock; delays happen without the lock.</summary>
/// <remarks>Runs after authentication and before the lookup of idempotency keys: repeated calls can have faults, and a lost answer is stored.</remarks>
internal sealed class ApiFaults(FaultSwitch watch, CallContexts subjects, ConnectionFaults wire) : ICallInterceptor
{
    public Task InterceptAsync(HttpContext context, RequestDelegate next) =>
        (watch.IsOn || subjects.MayConcern(context)) && CallContexts.OperationOf(context) is { } operation
            ? ApplyAsync(operation, context, next) : next(context);

    private async Task ApplyAsync(Operation operation, HttpContext context, RequestDelegate next)
    {
        var call = await subjects.FindAsync(context, operation);
        if (call is null || Evaluate(call, operation.Name, context) is not { } fault)
        {
            await next(context);
            return;
        }

        // Because the journal contains calls without an answer, too, it needs the body.
        await BodyBytes.ReadAsync(context);
        context.Call().TokenLifetime = fault.TokenLifetime;
        context.Response.OnStarting(() => AddHeaders(fault, context));
        var answer = IsDone(fault.Response, operation.Writes) ? await DeferredResponse.OfAsync(context, next) : null;
        if (context.Call().CustomerId is { } customerId)
        {
            call.World.Faults.Concern(fault, customerId);
        }

        context.Call().Enter(call.World);
        context.Call().End();
        await AnswerAsync(fault, answer, context);
    }

    private InjectedFault? Evaluate(CallInWorld call, string name, HttpContext context)
    {
        context.Call().Caller?.RequirePartner(call.World.PartnerId);
        return call.World.MayFailCalls || call.Create is { MayExist: true }
            ? call.World.RunLocked(() => call.World.Faults.Evaluate(subjects.Describe(call, name, context))) : null;
    }

    private async Task AnswerAsync(InjectedFault fault, DeferredResponse? answer, HttpContext context)
    {
        await wire.WaitAsync(fault.Latency, context);
        switch (fault.Response)
        {
            case null:
                await answer!.ReleaseAsync(context);
                break;
            case { Kind: FaultKind.Status } status:
                throw FaultStatus.Refusal(status);
            case { Kind: FaultKind.Hang }:
                await wire.HangAsync(context);
                break;
            case { Kind: FaultKind.Empty }:
                ConnectionFaults.Close(context);
                break;
            case { Kind: FaultKind.ResetMidBody }:
                await AddHeaders(fault, context);
                await ConnectionFaults.ResetMidBodyAsync(answer ?? DeferredResponse.OfFault(context), context);
                break;
            default:
                ConnectionFaults.Reset(context);
                break;
        }
    }

    // A read changes nothing, so its handler runs only if half of its answer is sent.
    private static bool IsDone(FaultResponse? response, bool writes) => response is null || (writes ? response.IsApplied : response.Kind is FaultKind.ResetMidBody);

    private static Task AddHeaders(InjectedFault fault, HttpContext context)
    {
        foreach (var (name, value) in fault.Headers)
        {
            context.Response.Headers[name] = value;
        }

        return Task.CompletedTask;
    }
}

internal static class ApiFaultServices
{
    public static IServiceCollection AddApiFaults(this IServiceCollection services) => services
        .AddErrors(FaultErrors.All)
        .AddWorldPart(new WorldPartType<WorldFaults, SavedFaults>
        {
            Name = "faults",
            Unused = _ => SavedFaults.None,
            Check = (saved, snapshot) => snapshot.Place.Of("faults").Try(() => saved.Check(snapshot.Services.GetRequiredService<FaultSchemas>())),
            IsThereFromBeginning = provider => provider.GetRequiredService<IOptions<ConditionOptions>>().Value.Names is not [],
            Create = (world, provider) => new WorldFaults(
                world,
                provider.GetRequiredService<FaultSwitch>(),
                provider.GetRequiredService<IFaultRuleSource>(),
                provider.GetRequiredService<IOptions<ConditionOptions>>().Value.Names,
                provider.GetRequiredService<FaultSchemas>()).Begin(),
        })
        .AddSingleton(new DeliveryObserver { Struck = (world, rule) => world.FindPart<WorldFaults>()?.Rules.Hit(rule) })
        .AddSingleton<FaultSchemas>()
        .AddSingleton<FaultSwitch>()
        .AddSingleton<CallContexts>()
        .AddSingleton<ConnectionFaults>()
        .AddSingleton<ICallInterceptor, ApiFaults>()
        .AddAgendaEntry<WorldFaults, ConditionEndEntry>("condition-end", (faults, condition) => faults.End(condition))
        .AddAgendaEntry<PhantomEntry>("phantom", (world, phantom, _) => world.Send(phantom), (world, phantom) => world.Faults.Rules.IsVoid(phantom));
}
