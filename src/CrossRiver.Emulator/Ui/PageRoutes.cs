using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Page.Views;
using CrossRiver.Emulator.Page.Views.DeliveryList;
using CrossRiver.Emulator.Page.Views.Journal;
using CrossRiver.Emulator.Page.Views.Story;
using CrossRiver.Emulator.Page.Views.World;
using CrossRiver.Emulator.Page.Views.Worlds;
using CrossRiver.Emulator.Ui.Inbox;
using CrossRiver.Emulator.Ui.Reports;
using CrossRiver.Emulator.Ui.Scenarios;
using CrossRiver.Emulator.Ui.Deliveries;
using CrossRiver.Emulator.Ui.Journals;
using CrossRiver.Emulator.Ui.Serving;
using CrossRiver.Emulator.Ui.Stories;
using CrossRiver.Emulator.Ui.Worlds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Ui;

/// <summary>Maps the page for people, <c>/_emulator/ui</c>.</summary>
internal static class PageRoutes
{
    /// <summary>The path that all addresses of the page begin with.</summary>
    public const string Root = $"{ControlRoutes.Prefix}/ui";

    /// <summary>The path of the form that asks for the key.</summary>
    public const string SignIn = $"{Root}/sign-in";

    public static IServiceCollection AddPage(this IServiceCollection services) =>
        services.AddSingleton<PageRenderer>().AddSingleton<PageFiles>().AddSingleton<PageActions>().AddSingleton<StoryPage>().AddSingleton<WhatIfPage>().AddSingleton<WorldsPage>()
            .AddSingleton<WorldPage>()
            .AddScenarioViews().AddInboxViews().AddReportView()
            .AddSingleton<DeliveriesPage>().AddSingleton<EntriesPage>();

    /// <summary>Turns the forms of the page into calls. Call before the routing.</summary>
    public static void UsePageActions(this IApplicationBuilder app)
    {
        var actions = app.ApplicationServices.GetRequiredService<PageActions>();
        app.Use(next => context => actions.InvokeAsync(context, next));
    }

    public static void MapPage(this LazyRoutes routes)
    {
        var page = routes.Group(Root).WithMetadata(new TakesAnyQuery()).ExcludeFromDescription();
        page.AddEndpointFilter(ShowProblemAsync);
        page.Get("/", ShowFront);
        page.Get("/worlds", ShowWorlds);
        page.Get("/files/{name}", GetFile).WithMetadata(ControlAccess.WithoutKey);
        page.Get("/live", Follow);
        page.Get("/sign-in", ShowSignIn).WithMetadata(ControlAccess.WithoutKey);
        page.Post("/sign-in", TakeKey).WithMetadata(ControlAccess.WithoutKey);
        page.Get("/partners/{partnerId:guid}/customers/{customerId:guid}", ShowStory);
        page.Get("/partners/{partnerId:guid}", ShowWorld);
        page.Get("/partners/{partnerId:guid}/what-if", ShowWhatIf);
        page.Post("/partners/{partnerId:guid}/what-if", Explain);
        page.MapScenarioViews();
        page.MapInboxViews();
        page.MapReportView();
        page.Get("/partners/{partnerId:guid}/deliveries", ShowDeliveries);
        page.Get("/partners/{partnerId:guid}/journal", ShowJournal);

        // An alias is shorter than an identifier.
        page.Get("/partners/{alias:maxlength(32)}/{**rest}", FollowAlias);
        page.Get("/{**rest}", ShowNothing);
    }

    internal static Task<IResult> ShowFront(HttpContext context, WorldsPage worlds, PageRenderer renderer) =>
        worlds.OnlyAddress(context) is { } only ? Task.FromResult<IResult>(TypedResults.Redirect(only)) : ShowWorlds(context, worlds, renderer);

    internal static Task<IResult> ShowWorlds(HttpContext context, WorldsPage worlds, PageRenderer renderer)
    {
        var (frame, model) = worlds.Of(new PageContext(context));
        return renderer.RenderAsync<WorldsView>(frame, model, context);
    }

    internal static RedirectHttpResult FollowAlias(string alias, string? rest, HttpContext context, WorldDirectory worlds)
    {
        var partnerId = worlds.Aliases.Find(alias) ?? throw worlds.UnknownPartner(alias);
        var view = new PathString($"{Root}/partners/{partnerId}{(rest is null ? "" : $"/{rest}")}");
        return TypedResults.Redirect($"{context.Request.PathBase}{view.ToUriComponent()}{context.Request.QueryString}");
    }

    internal static Task<IResult> ShowStory(Guid partnerId, Guid customerId, HttpContext context, StoryPage stories, PageRenderer renderer)
    {
        var (frame, model) = stories.Of(partnerId, customerId, new PageContext(context));
        return renderer.RenderAsync<StoryView>(frame, model, context);
    }

    internal static Task<IResult> ShowWhatIf(Guid partnerId, Guid? customer, HttpContext context, WhatIfPage creates, PageRenderer renderer)
    {
        var (frame, model) = creates.Of(partnerId, customer, new PageContext(context));
        return renderer.RenderAsync<WhatIfView>(frame, model, context);
    }

    internal static async Task<IResult> Explain(Guid partnerId, HttpContext context, WhatIfPage creates, PageRenderer renderer)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (frame, model) = creates.Of(partnerId, $"{form["body"]}", $"{form["scenario"]}", new PageContext(context));
        return await renderer.RenderAsync<WhatIfView>(frame, model, context);
    }

    internal static Task<IResult> ShowNothing(string? rest) => throw ErrorCatalog.NotFound.ToException("View", rest ?? "");

    // A person reads a refusal as a view; the pipeline writes it as JSON.
    private static async ValueTask<object?> ShowProblemAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try
        {
            return await next(call);
        }
        catch (Exception fault) when (ApiException.Of(fault) is { } refused)
        {
            var context = call.HttpContext;
            context.Call().Errors = refused.Messages;
            context.Response.StatusCode = refused.Error.Status;
            var renderer = context.RequestServices.GetRequiredService<PageRenderer>();
            return await renderer.RenderAsync<ProblemView>(new PageContext(context).Frame("This view cannot be shown", ""), new ProblemModel(refused.Messages), context);
        }
    }

    internal static Task<IResult> ShowSignIn(string? back, HttpContext context, PageRenderer renderer) =>
        renderer.RenderAsync<SignInView>(new PageContext(context).Frame("Sign in", "") with { Live = null }, new SignInModel(back ?? "", IsRefused: false), context);

    internal static async Task<IResult> TakeKey(HttpContext context, KeyCookie cookie, PageRenderer renderer)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (root, back) = ($"{context.Request.PathBase}{Root}", form["back"].ToString());
        return cookie.TrySet(form["key"].ToString(), context)
            ? TypedResults.Redirect(back.StartsWith(root, StringComparison.Ordinal) ? back : root)
            : await renderer.RenderAsync<SignInView>(new PageContext(context).Frame("Sign in", "") with { Live = null }, new SignInModel(back, IsRefused: true), context);
    }

    internal static Task<IResult> ShowWorld(Guid partnerId, HttpContext context, WorldPage worlds, PageRenderer renderer)
    {
        var (frame, model) = worlds.Of(partnerId, new PageContext(context));
        return renderer.RenderAsync<WorldView>(frame, model, context);
    }

    internal static Task<IResult> ShowDeliveries(Guid partnerId, HttpContext context, DeliveriesPage deliveries, PageRenderer renderer)
    {
        var (frame, model) = deliveries.Of(partnerId, new PageContext(context));
        return renderer.RenderAsync<DeliveriesView>(frame, model, context);
    }

    internal static Task<IResult> ShowJournal(Guid partnerId, HttpContext context, EntriesPage entries, PageRenderer renderer)
    {
        var (frame, model) = entries.Of(partnerId, new PageContext(context));
        return renderer.RenderAsync<JournalView>(frame, model, context);
    }

    internal static IResult GetFile(string name, PageFiles files, HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return files.Find(name) is { } file ? file : throw ErrorCatalog.NotFound.ToException("File", name);
    }

    internal static IResult Follow(Guid? partner, HttpContext context, WorldDirectory worlds, TimeProvider machine, IHostApplicationLifetime life) =>
        TypedResults.ServerSentEvents(new LiveStream(worlds, partner, machine).FollowAsync(context.Request.Headers["Last-Event-ID"].ToString(), life.ApplicationStopping, context.RequestAborted));
}
