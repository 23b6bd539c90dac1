using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Ui.Inbox;

/// <summary>A tester without a server reads webhooks.</summary>
public sealed class InboxViewTests : IAsyncDisposable
{
    private const string Message = "#messages ol > li";

    private readonly RunningEmulator _emulator = new() { Settings = new Dictionary<string, string?> { ["Emulator:Clock:Mode"] = "Manual" } };
    private readonly Partner _partner;

    public InboxViewTests() => _partner = _emulator.NewPartner();

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Without_messages_the_list_leads_to_an_inbox()
    {
        var empty = await BrowsedPage.OpenAsync(_partner, "/_emulator/ui/inbox");

        Assert.Equal([$"{_emulator.Url("http")}_emulator/inbox/first"], empty.Texts("main pre code"));
        var inbox = await empty.PressAsync("Open", ("name", "mine"));

        Assert.Equal("Inbox mine", inbox.Texts("h1")[0]);
        Assert.Equal(["No message has come yet. Send webhooks here, then create a customer."], inbox.Texts("#messages p"));
    }

    [Fact]
    public async Task Webhooks_are_sent_here_and_the_newest_is_first()
    {
        await _partner.BeginAsync();
        foreach (var name in new[] { "Core.Customer.Onboarded", "Core.Customer.Ofac.Changed" })
        {
            Assert.Equal("The webhooks of this event come here from now on.", (await (await OpenAsync()).PressAsync("Register", ("eventName", name))).Notice);
        }

        var customer = await _partner.OnboardAsync();
        await _partner.AdvanceAsync("1m");
        var view = await OpenAsync();

        Assert.Equal(["Core.Customer.Ofac.Changed message 2", "Core.Customer.Onboarded message 1"], view.Texts($"{Message} > div > p:first-child"));
        Assert.All(view.Texts($"{Message} > div > p:nth-child(2)"), line => Assert.Equal("signature ✓ valid · without a user name · answered 200", line));
        Assert.Contains($"core/v1/cm/customers/{customer["id"]}", view.Texts($"{Message} pre")[0], StringComparison.Ordinal);
        Assert.Equal($"/_emulator/ui/partners/{_partner.Id}/customers/{customer["id"]}", view.Document.QuerySelector($"{Message} a")!.GetAttribute("href"));
        Assert.Equal(["2", "2"], (await BrowsedPage.OpenAsync(_partner, "/_emulator/ui/inbox")).Texts("tbody td.number"));
    }

    [Fact]
    public async Task The_answer_is_set_and_messages_are_deleted()
    {
        await SendAsync("hello");

        var answered = await (await OpenAsync()).PressAsync("Set the answer", ("status:Number", "204"), ("delay", "1ms"), ("failFirst:Number", "1"));
        Assert.Equal("The answer is set.", answered.Notice);
        Assert.Equal("500 to the next message, then 204", answered.Texts("#answer > p")[0]);
        Assert.Equal((500, 204), (await SendAsync("a"), await SendAsync("b")));
        Assert.Equal("204, after 1ms", (await OpenAsync()).Texts("#answer > p")[0]);

        var cleared = await answered.PressAsync("Clear");

        Assert.Equal("The messages are deleted.", cleared.Notice);
        Assert.Empty(cleared.Texts(Message));
    }

    [Fact]
    public async Task A_refused_answer_says_why_and_keeps_what_was_written()
    {
        var refused = await (await OpenAsync()).PressAsync("Set the answer", ("delay", "soon"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Delay must be a duration", refused.Notice, StringComparison.Ordinal);
        Assert.Equal("soon", refused.Document.QuerySelector("input[name=delay]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Fifty_messages_are_on_a_page()
    {
        for (var i = 1; i <= 60; i++)
        {
            await SendAsync($"{i}");
        }

        var first = await OpenAsync();
        var second = await first.FollowAsync("Older");

        Assert.Equal(Enumerable.Range(1, 60).Reverse().Select(number => $"{number}"), first.Texts($"{Message} pre").Concat(second.Texts($"{Message} pre")));
        Assert.Equal(50, first.Texts(Message).Count);
        Assert.Equal(first.Texts(Message), (await second.FollowAsync("Newer")).Texts(Message));
    }

    [Fact]
    public async Task Hostile_messages_are_text_and_secrets_are_masked()
    {
        await SendAsync("<script>alert(1)</script>\u202e");
        var body = new JsonObject { ["eventName"] = "<script>alert(2)</script>", ["taxId"] = "123456789", ["password"] = "hunter2" };
        body["x"] = new string('x', 30_000);
        await SendAsync(body.ToJsonString());

        var view = await OpenAsync();

        Assert.Equal("<script>alert(2)</script> message 2", view.Texts($"{Message} > div > p:first-child")[0]);
        Assert.Equal("<script>alert(1)</script>\u202e", view.Texts($"{Message} pre")[1]);
        Assert.Contains("*****6789", view.Texts($"{Message} pre")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", view.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal(["The rest of the body is left out."], view.Texts($"{Message} details p"));
        Assert.Empty(view.Document.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task A_name_that_no_inbox_can_have_is_refused() => Assert.Equal(HttpStatusCode.BadRequest, (await OpenAsync("no%20name")).Status);

    private Task<BrowsedPage> OpenAsync(string name = "first") => BrowsedPage.OpenAsync(_partner, $"/_emulator/ui/inbox/{name}");

    private async Task<int> SendAsync(string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, "text/plain");
        using var answer = await _partner.Http.PostAsync(new Uri("/_emulator/inbox/first", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
