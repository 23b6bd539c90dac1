using CrossRiver.Emulator.Page.Views.Scenarios;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Scenarios;

/// <summary>Maps the views of scenarios.</summary>
internal static class ScenarioRoutes
{
    public static IServiceCollection AddScenarioViews(this IServiceCollection services) =>
        services.AddSingleton<ScenariosPage>().AddSingleton<ScenarioPage>().AddSingleton<ScenarioDrafts>();

    public static void MapScenarioViews(this LazyRoutes page)
    {
        page.Get("/scenarios", ShowScenarios);
        page.Post("/scenarios", CheckText);
        page.Get("/scenarios/{name}", ShowScenario);
    }

    internal static Task<IResult> ShowScenarios(HttpContext context, ScenariosPage scenarios, PageRenderer renderer)
    {
        var (frame, model) = scenarios.Of(new PageContext(context));
        return renderer.RenderAsync<ScenariosView>(frame, model, context);
    }

    /// <summary>Shows the list with the verdict on a text. Nothing is kept.</summary>
    internal static async Task<IResult> CheckText(HttpContext context, ScenariosPage scenarios, PageRenderer renderer)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (frame, model) = scenarios.Of(new PageContext(context), form[ScenarioDrafts.Field.SentName].ToString());
        return await renderer.RenderAsync<ScenariosView>(frame, model, context);
    }

    internal static Task<IResult> ShowScenario(string name, HttpContext context, ScenarioPage scenarios, PageRenderer renderer)
    {
        var (frame, model) = scenarios.Of(name, new PageContext(context));
        return renderer.RenderAsync<ScenarioView>(frame, model, context);
    }
}
