using System.Net;
using System.Net.Http.Headers;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>The view of a partner's world in a browser without script.</summary>
internal sealed class ShownWorld
{
    private readonly Partner _partner;

    private ShownWorld(Partner partner, HttpStatusCode status, IDocument document) => (_partner, Status, Document) = (partner, status, document);

    public HttpStatusCode Status { get; }

    public IDocument Document { get; }

    /// <summary>Gets the notice of the last action.</summary>
    public string Notice => TextOf("#notice");

    public static Task<ShownWorld> OpenAsync(Partner partner, string query = "") => GetAsync(partner, $"/_emulator/ui/partners/{partner.Id}{query}");

    /// <summary>Sends the form of a button with its fields as they are, but for some.</summary>
    public async Task<ShownWorld> PressAsync(string label, string within = "main", params (string Name, string Value)[] filled)
    {
        var form = Document.QuerySelectorAll<IHtmlFormElement>($"{within} form").First(form => form.QuerySelector("button")!.TextContent == label);
        foreach (var (name, value) in filled)
        {
            Fill(form, name, value);
        }

        var request = form.GetSubmission()!;
        if (request.Method is AngleSharp.Io.HttpMethod.Get)
        {
            return await GetAsync(_partner, request.Target.Href);
        }

        using var body = new StreamReader(request.Body);
        var fields = await body.ReadToEndAsync(TestContext.Current.CancellationToken);
        return await SendAsync(_partner, new HttpRequestMessage(HttpMethod.Post, request.Target.Href)
        {
            Content = new StringContent(fields, new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
        });
    }

    public Task<ShownWorld> FollowAsync(string selector) => GetAsync(_partner, ((IHtmlAnchorElement)Document.QuerySelector(selector)!).Href);

    /// <summary>Returns the text of an element with single spaces.</summary>
    public string TextOf(string selector) => Plain(Document.QuerySelector(selector)!);

    public IReadOnlyList<string> TextsOf(string selector) => [.. Document.QuerySelectorAll(selector).Select(Plain)];

    private static string Plain(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void Fill(IHtmlFormElement form, string name, string value)
    {
        switch (form.QuerySelectorAll("[name]").Last(field => field.GetAttribute("name")!.Split(':')[0] == name))
        {
            case IHtmlInputElement { Type: "checkbox" }:
                foreach (var box in form.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]"))
                {
                    box.IsChecked = value.Split(',').Contains(box.Value, StringComparer.Ordinal);
                }

                break;
            case IHtmlInputElement input:
                input.Value = value;
                break;
            case IHtmlTextAreaElement area:
                area.Value = value;
                break;
            case IHtmlSelectElement select:
                select.Value = value;
                break;
        }
    }

    private static Task<ShownWorld> GetAsync(Partner partner, string address) => SendAsync(partner, new HttpRequestMessage(HttpMethod.Get, address));

    private static async Task<ShownWorld> SendAsync(Partner partner, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await partner.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var address = response.RequestMessage!.RequestUri!;
            var document = await BrowsingContext.New().OpenAsync(page => page.Content(html).Address(address), TestContext.Current.CancellationToken);
            return new ShownWorld(partner, response.StatusCode, document);
        }
    }
}
