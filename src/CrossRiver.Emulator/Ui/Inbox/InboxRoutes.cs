using CrossRiver.Emulator.Page.Views.Inbox;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Inbox;

/// <summary>Maps the views of inboxes.</summary>
internal static class InboxRoutes
{
    public static IServiceCollection AddInboxViews(this IServiceCollection services) => services.AddSingleton<InboxesPage>().AddSingleton<MessagesPage>();

    public static void MapInboxViews(this LazyRoutes page)
    {
        page.Get("/inbox", ShowInboxes);
        page.Get("/inbox/{name}", ShowInbox);
    }

    /// <summary>Shows all inboxes, or redirects to the inbox that the form names.</summary>
    internal static Task<IResult> ShowInboxes(HttpContext context, InboxesPage inboxes, PageRenderer renderer)
    {
        var page = new PageContext(context);
        if (page.Query["name"].ToString() is { Length: > 0 } name)
        {
            return Task.FromResult<IResult>(TypedResults.Redirect($"{page.Root}/inbox/{Uri.EscapeDataString(name)}"));
        }

        var (frame, model) = inboxes.Of(page);
        return renderer.RenderAsync<InboxesView>(frame, model, context);
    }

    internal static Task<IResult> ShowInbox(string name, HttpContext context, MessagesPage messages, PageRenderer renderer)
    {
        var (frame, model) = messages.Of(name, new PageContext(context));
        return renderer.RenderAsync<InboxView>(frame, model, context);
    }
}
