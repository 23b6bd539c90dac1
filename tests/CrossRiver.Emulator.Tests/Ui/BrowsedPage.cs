using System.Net;
using System.Net.Http.Headers;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CrossRiver.Emulator.Ui;

/// <summary>A view in a browser without script: what a reader sees, and the forms that the reader sends.</summary>
internal sealed class BrowsedPage(Partner partner, HttpStatusCode status, IDocument document)
{
    public HttpStatusCode Status { get; } = status;

    public IDocument Document { get; } = document;

    /// <summary>Gets the result of the last action, without its mark.</summary>
    public string Notice => Document.QuerySelector("#notice p")!.LastChild!.TextContent.Trim();

    /// <summary>Returns the path of the views of the partner's world.</summary>
    public static string PathOf(Partner partner) => $"/_emulator/ui/partners/{partner.Id}";

    public static Task<BrowsedPage> OpenAsync(Partner partner, string path) =>
        SendAsync(partner, new HttpRequestMessage(System.Net.Http.HttpMethod.Get, path));

    /// <summary>Follows the first link whose text begins so.</summary>
    public Task<BrowsedPage> FollowAsync(string text) =>
        OpenAsync(partner, Document.QuerySelectorAll<IHtmlAnchorElement>("main a").First(link => Words(link).StartsWith(text, StringComparison.Ordinal)).Href);

    /// <summary>Follows the first link that a selector finds.</summary>
    public Task<BrowsedPage> FollowLinkAsync(string selector) => OpenAsync(partner, ((IHtmlAnchorElement)Document.QuerySelector(selector)!).Href);

    /// <summary>Fills fields of the first form with a button, and presses the button.</summary>
    public Task<BrowsedPage> PressAsync(string label, params (string Field, string Value)[] values) => PressAsync(label, "main", values);

    /// <summary>Fills fields of the first form with a button in a part of the view, and presses the button.</summary>
    public async Task<BrowsedPage> PressAsync(string label, string within, params (string Field, string Value)[] values)
    {
        var button = Document.QuerySelectorAll<IHtmlButtonElement>($"{within} button").First(button => button.Form is not null && Words(button) == label);
        foreach (var (field, value) in values)
        {
            Fill(button.Form!, field, value);
        }

        // The view stays as it was, for another try.
        var sent = button.Form!.GetSubmission(button)!;
        button.Form.Reset();
        using var request = new HttpRequestMessage(new System.Net.Http.HttpMethod($"{sent.Method}".ToUpperInvariant()), sent.Target.Href);
        if (sent.Method is AngleSharp.Io.HttpMethod.Post)
        {
            request.Content = new StreamContent(sent.Body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(sent.MimeType!);
        }

        return await SendAsync(partner, request);
    }

    /// <summary>Returns the text of an element, with single spaces.</summary>
    public string TextOf(string selector) => Words(Document.QuerySelector(selector)!);

    /// <summary>Returns the texts of the elements that a selector finds, with single spaces.</summary>
    public IReadOnlyList<string> Texts(string selector) => [.. Document.QuerySelectorAll(selector).Select(Words)];

    /// <summary>Returns the value that a field would be sent with.</summary>
    public string ValueOf(string selector) => Document.QuerySelector(selector) switch
    {
        IHtmlTextAreaElement text => text.Value.ReplaceLineEndings("\n"),
        IHtmlInputElement input => input.Value,
        _ => throw new ArgumentException($"{selector} finds no field", nameof(selector)),
    };

    // A field is named with its form or without, for example customers or customers:Number.
    private static void Fill(IHtmlFormElement form, string name, string value)
    {
        switch (form.QuerySelectorAll("[name]").Last(field => field.GetAttribute("name") == name || field.GetAttribute("name")!.Split(':')[0] == name))
        {
            case IHtmlInputElement { Type: "checkbox" }:
                foreach (var box in form.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]"))
                {
                    box.IsChecked = value.Split(',').Contains(box.Value, StringComparer.Ordinal);
                }

                break;
            case IHtmlTextAreaElement text: text.Value = value; break;
            case IHtmlSelectElement choice: choice.Value = value; break;
            case IHtmlInputElement input: input.Value = value; break;
        }
    }

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<BrowsedPage> SendAsync(Partner partner, HttpRequestMessage request)
    {
        using var response = await partner.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var address = $"{response.RequestMessage!.RequestUri}";
        var browser = BrowsingContext.New(Configuration.Default);
        var document = await browser.OpenAsync(answer => answer.Content(html).Address(address), TestContext.Current.CancellationToken);
        return new BrowsedPage(partner, response.StatusCode, document);
    }
}
