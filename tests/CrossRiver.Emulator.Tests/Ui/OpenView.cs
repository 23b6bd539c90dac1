using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CrossRiver.Emulator.Ui;

/// <summary>A view of the page, as a browser without script shows it.</summary>
internal sealed class OpenView(Partner partner, string path, HttpStatusCode status, IHtmlDocument document)
{
    public HttpStatusCode Status { get; } = status;

    public IHtmlDocument Document { get; } = document;

    /// <summary>Gets the path of the page in the partner's world.</summary>
    public static string PathOf(Partner partner) => $"/_emulator/ui/partners/{partner.Id}";

    /// <summary>Gets the notice of the last action, without its mark.</summary>
    public string Notice => Document.QuerySelector("#notice p")!.LastChild!.TextContent.Trim();

    public static Task<OpenView> OfAsync(Partner partner, string path) => SendAsync(partner, new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Presses a button: sends the fields of its form, and follows the redirection.</summary>
    public Task<OpenView> PressAsync(string label, string within = "main")
    {
        var form = Document.QuerySelectorAll($"{within} form.act").First(form => Words(form.QuerySelector("button")!) == label);
        var fields = form.QuerySelectorAll("input").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        return SendAsync(partner, new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = new FormUrlEncodedContent(fields) });
    }

    /// <summary>Follows a link.</summary>
    public Task<OpenView> FollowAsync(string text) =>
        OfAsync(partner, Document.QuerySelectorAll("main a").First(link => Words(link).StartsWith(text, StringComparison.Ordinal)).GetAttribute("href")!);

    /// <summary>Sends the search form with some of its fields filled in.</summary>
    public Task<OpenView> SearchAsync(params (string Name, string Value)[] values)
    {
        var fields = Document.QuerySelectorAll("form.search input").Select(input => $"{input.GetAttribute("name")}={Uri.EscapeDataString(ValueOf(input))}");
        return OfAsync(partner, $"{path.Split('?')[0]}?{string.Join('&', fields)}");

        string ValueOf(IElement input) => values.FirstOrDefault(value => value.Name == input.GetAttribute("name")).Value ?? input.GetAttribute("value") ?? "";
    }

    /// <summary>Returns the texts of the elements that a selector finds.</summary>
    public IReadOnlyList<string> Texts(string selector) => [.. Document.QuerySelectorAll(selector).Select(Words)];

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<OpenView> SendAsync(Partner partner, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await partner.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var document = await new HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken);
            return new OpenView(partner, response.RequestMessage!.RequestUri!.PathAndQuery, response.StatusCode, document);
        }
    }
}
