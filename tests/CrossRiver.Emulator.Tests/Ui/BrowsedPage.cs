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

    public static Task<BrowsedPage> OpenAsync(Partner partner, string path) =>
        SendAsync(partner, new HttpRequestMessage(System.Net.Http.HttpMethod.Get, path));

    /// <summary>Follows a link.</summary>
    public Task<BrowsedPage> FollowAsync(string text) =>
        OpenAsync(partner, Document.QuerySelectorAll<IHtmlAnchorElement>("main a").First(link => Words(link) == text).Href);

    /// <summary>Fills fields of the form of a button, and presses it.</summary>
    public async Task<BrowsedPage> PressAsync(string label, params (string Field, string Value)[] values)
    {
        var button = Document.QuerySelectorAll<IHtmlButtonElement>("main form button").First(button => Words(button) == label);
        foreach (var (field, value) in values)
        {
            Fill(button.Form!.Elements[field]!, value);
        }

        var sent = button.Form!.GetSubmission(button)!;
        using var request = new HttpRequestMessage(new System.Net.Http.HttpMethod($"{sent.Method}".ToUpperInvariant()), sent.Target.Href);
        if (sent.Method is AngleSharp.Io.HttpMethod.Post)
        {
            request.Content = new StreamContent(sent.Body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(sent.MimeType!);
        }

        return await SendAsync(partner, request);
    }

    /// <summary>Returns the texts of the elements that a selector finds, with single spaces.</summary>
    public IReadOnlyList<string> Texts(string selector) => [.. Document.QuerySelectorAll(selector).Select(Words)];

    /// <summary>Returns the value that a field would be sent with.</summary>
    public string ValueOf(string selector) => Document.QuerySelector(selector) switch
    {
        IHtmlTextAreaElement text => text.Value.ReplaceLineEndings("\n"),
        IHtmlInputElement input => input.Value,
        _ => throw new ArgumentException($"{selector} finds no field", nameof(selector)),
    };

    private static void Fill(IElement field, string value)
    {
        switch (field)
        {
            case IHtmlTextAreaElement text: text.Value = value; break;
            case IHtmlSelectElement choice: choice.Value = value; break;
            case IHtmlInputElement input: input.Value = value; break;
            default: Assert.Fail($"{field.LocalName} is no field"); break;
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
