using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Ui.Serving;

/// <summary>The forms of the page are calls, with the checks, the journal and the refusals of calls.</summary>
public sealed class PageActionsTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public PageActionsTests() => _partner = _emulator.NewPartner();

    private string World => $"/_emulator/ui/partners/{_partner.Id}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_form_is_the_control_call_that_it_names_and_returns_to_its_view()
    {
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(3), _partner);

        using var answer = await SendAsync(("_method", "POST"), ("_path", $"{_partner.Control}/customers/{customer["id"]}/actions/release"), ("_back", $"{World}/customers/{customer["id"]}?detail=Calls"), ("_done", "Released & done."));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal($"{World}/customers/{customer["id"]}?detail=Calls&done=Released%20%26%20done.", answer.Headers.Location!.OriginalString);
        Assert.Equal("Clear", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
        Assert.Contains("Released &amp; done.", await ReadAsync(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_of_the_bank_has_its_headers_its_journal_and_its_status()
    {
        await _partner.OnboardAsync();
        var body = _partner.Body("create-personal.request.json");
        body["clientIdentifier"] = "from-the-page";

        using var answer = await SendAsync(("_method", "POST"), ("_path", "/core/v1/cm/customers"), ("_back", World), ("_done", "Created."), ("X-Emulator-Scenario:Header", "pep-hit"), ("body:Json", body.ToJsonString()));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var call = (await _partner.GetJournalAsync()).Last(entry => (string)entry["kind"]! == "call");
        Assert.Equal(("POST", "/core/v1/cm/customers", 200, "from-the-page"), ((string)call["method"]!, (string)call["path"]!, (int)call["statusCode"]!, (string)call["body"]!["clientIdentifier"]!));
        Assert.Contains(await _partner.GetJournalAsync(), entry => (string?)entry["scenario"] == "pep-hit");
    }

    [Fact]
    public async Task A_refusal_shows_the_view_with_the_reasons_and_the_status()
    {
        var customer = await _partner.OnboardAsync();

        using var answer = await SendAsync(("_method", "POST"), ("_path", $"{_partner.Control}/customers/{customer["id"]}/outcome"), ("_back", $"{World}/customers/{customer["id"]}"), ("_done", ""), ("ofac", "Purple"), ("after", "soon"));

        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Ofac must be one of", page, StringComparison.Ordinal);
        Assert.Contains("After must be a duration", page, StringComparison.Ordinal);
        Assert.Contains("<h1>Peter Griffin</h1>", page, StringComparison.Ordinal);
        Assert.Equal("Pending", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
    }

    [Fact]
    public async Task A_form_in_which_nothing_is_filled_in_gets_the_reason_of_the_call()
    {
        var customer = await _partner.OnboardAsync();

        using var answer = await SendAsync(("_method", "POST"), ("_path", $"{_partner.Control}/customers/{customer["id"]}/outcome"), ("_back", World), ("_done", ""), ("ofac", ""), ("pepScan", ""));

        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("Content-Type", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_front_leads_to_the_only_world_with_the_notice_of_an_action()
    {
        await _partner.BeginAsync();

        var front = await _partner.Http.GetStringAsync(new Uri("/_emulator/ui?done=The%20customer%20is%20created.", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("The customer is created.", front, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/core/v1/cm/customers")]
    [InlineData("POST", "https://evil.example/core/v1/cm/customers")]
    [InlineData("GET", "/_emulator/partners")]
    [InlineData("POST", "/connect/token")]
    public async Task A_form_that_names_no_call_of_a_button_does_nothing(string method, string path)
    {
        using var answer = await SendAsync(("_method", method), ("_path", path), ("_back", "/_emulator/ui/worlds"), ("_done", ""));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/_emulator/ui")]
    [InlineData("/core/v1/cm/customers")]
    public async Task A_form_returns_to_the_page_and_nowhere_else(string back)
    {
        await _partner.OnboardAsync();

        using var answer = await SendAsync(("_method", "POST"), ("_path", $"{_partner.Control}/reset"), ("_back", back), ("_done", "Reset."));

        Assert.Equal("/_emulator/ui?done=Reset.", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_send_a_form()
    {
        await _partner.OnboardAsync();
        using var request = Form(("_method", "POST"), ("_path", "/core/v1/cm/customers"), ("_back", World), ("_done", ""));
        request.Headers.Add("Origin", "http://evil.example");

        using var answer = await NewClient().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(await _partner.GetJournalAsync(), entry => (int?)entry["statusCode"] == 400);
    }

    [Fact]
    public async Task Behind_a_path_of_a_proxy_all_addresses_have_it()
    {
        await using var emulator = new StandingEmulator { Configure = builder => builder.Services.AddSingleton<IStartupFilter>(new BehindPath("/bank")) };
        var partner = emulator.NewPartner();
        var customer = await partner.OnboardAsync();
        using var client = NewClient(emulator);

        var page = await client.GetStringAsync(At($"/bank{World.Replace($"{_partner.Id}", $"{partner.Id}", StringComparison.Ordinal)}/customers/{customer["id"]}"), TestContext.Current.CancellationToken);
        using var request = Form(("_method", "POST"), ("_path", $"{partner.Control}/reset"), ("_back", $"/bank/_emulator/ui/partners/{partner.Id}"), ("_done", "Reset."));
        request.RequestUri = new Uri("/bank/_emulator/ui/act", UriKind.Relative);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("\"/_emulator/ui", page, StringComparison.Ordinal);
        Assert.Contains("\"/bank/_emulator/ui/files/page.css?v=", page, StringComparison.Ordinal);
        Assert.Equal($"/bank/_emulator/ui/partners/{partner.Id}?done=Reset.", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task With_a_key_a_reader_signs_in_once_for_this_process()
    {
        await using var emulator = new StandingEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Control:Key"] = "secret" } };
        using var client = NewClient(emulator);

        using var asked = await client.GetAsync(At("/_emulator/ui/worlds"), TestContext.Current.CancellationToken);
        using var wrong = await client.PostAsync(At("/_emulator/ui/sign-in"), new FormUrlEncodedContent([new("key", "guess"), new("back", "/_emulator/ui/worlds")]), TestContext.Current.CancellationToken);
        using var right = await client.PostAsync(At("/_emulator/ui/sign-in"), new FormUrlEncodedContent([new("key", "secret"), new("back", "/_emulator/ui/worlds")]), TestContext.Current.CancellationToken);
        var cookie = Assert.Single(right.Headers.GetValues("Set-Cookie"));

        Assert.Equal("/_emulator/ui/sign-in?back=%2F_emulator%2Fui%2Fworlds", asked.Headers.Location!.OriginalString);
        Assert.Contains("The key is wrong.", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("/_emulator/ui/worlds", right.Headers.Location!.OriginalString);
        Assert.EndsWith("path=/_emulator; samesite=strict; httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, cookie));
        using var other = NewClient(WithKey());
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(other, cookie));

        StandingEmulator WithKey() => new() { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Control:Key"] = "secret" } };
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_emulator/ui/worlds") { Headers = { { "Cookie", cookie.Split(';')[0] } } };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static Uri At(string address) => new(address, UriKind.Relative);

    private static HttpRequestMessage Form(params (string Name, string Value)[] fields) => new(HttpMethod.Post, "/_emulator/ui/act")
    {
        Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
    };

    private async Task<HttpResponseMessage> SendAsync(params (string Name, string Value)[] fields)
    {
        using var request = Form(fields);
        return await NewClient().SendAsync(request, TestContext.Current.CancellationToken);
    }

    private Task<string> ReadAsync(string address) => NewClient().GetStringAsync(At(address), TestContext.Current.CancellationToken);

    private HttpClient NewClient(StandingEmulator? emulator = null) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = (emulator ?? _emulator).Url("http") };

    private sealed class BehindPath(string path) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UsePathBase(path);
            next(app);
        };
    }
}
