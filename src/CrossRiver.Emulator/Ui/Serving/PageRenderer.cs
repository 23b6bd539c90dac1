using System.Net.Mime;
using CrossRiver.Emulator.Page.Models;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CrossRiver.Emulator.Ui.Serving;

/// <summary>Renders the views of the page. The assembly of the views is loaded when the first of them is opened.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory logs)
{
    // Views contain no script and no style, so that a text of a customer cannot become one.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Returns the answer with a view.</summary>
    /// <param name="model">The model of the view.</param>
    public async Task<IResult> RenderAsync<TView>(PageFrame frame, object model, HttpContext context)
        where TView : IComponent
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        await using var renderer = new HtmlRenderer(services, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Frame"] = frame, ["Model"] = model });
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TView>(parameters)).ToHtmlString());
        return TypedResults.Content(html, $"{MediaTypeNames.Text.Html}; charset=utf-8", Encoding.UTF8, frame.Notice is { IsProblem: true } ? PageActions.StatusOf(context) : null);
    }
}
