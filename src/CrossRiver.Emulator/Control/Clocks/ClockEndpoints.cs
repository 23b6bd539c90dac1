using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Clocks;

/// <summary>Provides the routes that read, set and advance clocks.</summary>
internal static class ClockEndpoints
{
    public static void MapClocks(this LazyRoutes control)
    {
        var clocks = control.Group("").WithTags("Clock");

        clocks.Get("/clock", GetClocks);
        clocks.Put("/clock", SetClocks).WithExample("clock.set-all", _ => new { Mode = "Manual" });
        clocks.Post("/clock/advance", AdvanceAll).WithExample("clock.advance-all", _ => new { By = "48h" });
        clocks.Get("/partners/{partnerId:guid}/clock", GetClock);
        clocks.Put("/partners/{partnerId:guid}/clock", SetClock).WithMetadata(new PreparesWorld()).WithExample("clock.set", _ => new { Mode = "Manual" });
        clocks.Post("/partners/{partnerId:guid}/clock/advance", AdvanceOne).WithExample("clock.advance", _ => new { By = "48h" });
    }

    /// <summary>Reads the clock of new worlds, and the clock of every world.</summary>
    internal static Ok<ClocksAnswer> GetClocks(WorldDirectory worlds) => TypedResults.Ok(ClocksAnswer.Of(worlds));

    /// <summary>Reads the clock of one partner's world. A partner without a world is a 404.</summary>
    internal static Ok<ClockAnswer> GetClock(Guid partnerId, WorldDirectory worlds) => TypedResults.Ok(ClockAnswer.Of(worlds.Require(partnerId)));

    /// <summary>Sets the clock of every world and of new worlds. Time never runs backward.</summary>
    internal static Ok<ClocksAnswer> SetClocks(Body<ClockRequest> body, WorldDirectory worlds)
    {
        foreach (var clock in worlds.All.Select(world => world.Clock).Append(worlds.Clock))
        {
            body.Value.RequireLaterThan(clock.Now);
        }

        body.Value.Set(worlds.Clock);
        foreach (var world in worlds.All)
        {
            Set(world, body.Value);
        }

        return TypedResults.Ok(ClocksAnswer.Of(worlds));
    }

    /// <summary>Sets the clock of one partner's world: its mode, its speed or its time. Time never runs backward.</summary>
    internal static Ok<ClockAnswer> SetClock(Guid partnerId, Body<ClockRequest> body, WorldDirectory worlds)
    {
        body.Value.RequireLaterThan(worlds.ClockOf(partnerId).Now);
        var world = worlds.Prepare(partnerId, out var created);
        Set(world, body.Value);

        return TypedResults.Ok(ClockAnswer.Of(world) with { Created = created });
    }

    /// <summary>Advances the time of every world, from due entry to due entry. The call returns when all of it has happened.</summary>
    internal static async Task<Results<Ok<AdvancesAnswer>, JsonHttpResult<AdvancesAnswer>>> AdvanceAll(
        Body<AdvanceRequest> body, WorldDirectory worlds, TimeProvider machine, HttpContext context)
    {
        var order = body.Value;
        if (worlds.All.Any(world => world.Time.IsBeingAdvanced))
        {
            throw ErrorCatalog.AlreadyAdvancing.ToException();
        }

        var began = worlds.Clock.Now;
        var answers = await Task.WhenAll(worlds.All.Select(world => order.AdvanceAsync(world, machine, context.RequestAborted)));
        worlds.Clock.MoveTo(order.TargetFrom(began) ?? began);
        var answer = new AdvancesAnswer(worlds.Clock.Now, answers) { Errors = answers.FirstOrDefault(one => one.Errors is not null)?.Errors };

        return answer.Errors is null ? TypedResults.Ok(answer) : TypedResults.Json(answer, statusCode: ControlErrors.AdvanceUnfinished.Status);
    }

    /// <summary>Advances the time of one partner's world, from due entry to due entry. The call returns when all of it has happened.</summary>
    internal static async Task<Results<Ok<AdvanceAnswer>, JsonHttpResult<AdvanceAnswer>>> AdvanceOne(
        Guid partnerId, Body<AdvanceRequest> body, WorldDirectory worlds, TimeProvider machine, HttpContext context)
    {
        var answer = await body.Value.AdvanceAsync(worlds.Require(partnerId), machine, context.RequestAborted);

        return answer.Errors is null ? TypedResults.Ok(answer) : TypedResults.Json(answer, statusCode: answer.Status);
    }

    private static void Set(World world, ClockRequest request) => world.RunForTester(() =>
    {
        request.RequireLaterThan(world.Clock.Now);
        var course = world.Clock.Course;
        world.Time.Go(request.Mode ?? course.Mode, request.Speed ?? course.Speed, request.Now);
        world.Note($"clock: {request}");
        return course;
    });
}
