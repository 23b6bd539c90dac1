using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Packaging.Gateways;

/// <summary>To which of four instances the sample gateway sends a call. Each instance returns the call that reached it.</summary>
public sealed class RoutingTests : IAsyncLifetime
{
    // Their bytes are 63, fc and 12, so that they are with the instances 1, 3 and 0 of four.
    private const string Second = "6e80b097-693c-4592-8440-02f345335bbf";
    private const string Last = "eaf67ca7-f8b8-4e7c-9bd8-a8ea00f53d64";
    private const string First = "00000000-0000-0000-0000-000000000000";

    // Numbers whose random digits have the remainders 99 and 252 by 256.
    private const string NumberOfSecond = "2000000999";
    private const string NumberOfLast = "300000002520";

    private readonly List<WebApplication> _apps = [];
    private HttpClient _http = new();

    public ValueTask InitializeAsync()
    {
        var instances = Enumerable.Range(0, 4).Select(number => Start(WebApplication.CreateSlimBuilder(), app => app.Run(context => TellAsync(number, context)))).ToList();
        _apps.AddRange(instances);
        var gateway = RunningGateway.Start([.. instances.Select(instance => instance.Urls.Single())]);
        _apps.Add(gateway);
        _http = new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()) };

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var app in _apps)
        {
            await app.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("GET", $"/_emulator/partners/{Last}/journal", "", 3)]
    [InlineData("PUT", $"/_emulator/partners/{Second}/clock", $$"""{"partnerId":"{{Last}}"}""", 1)]
    [InlineData("GET", $"/_emulator/ui/partners/{Last}/journal", "", 3)]
    [InlineData("GET", $"/_emulator/ui/live?partner={Last}", "", 3)]
    [InlineData("POST", "/core/v1/cm/customers", $$"""{"name":{"partnerId":"{{First}}"},"PartnerID":"{{Last}}"}""", 3)]
    [InlineData("GET", $"/core/v1/cm/customers?partnerId={Last}", "", 3)]
    [InlineData("GET", "/core/v1/cm/customers/6315996d-e33d-e5a4-dc36-b40100c5c100", "", 1)]
    [InlineData("GET", "/CORE/v1/cm/customers/FC15996D-E33D-E5A4-DC36-B40100C5C100/phones/0015996d-e33d-e5a4-dc36-b40100c5c100", "", 3)]
    [InlineData("PUT", "/webhooks/v1/registrations/fc15996d-e33d-e5a4-dc36-b40100c5c100/ping", "", 3)]
    [InlineData("POST", "/_emulator/customers/fc15996d-e33d-e5a4-dc36-b40100c5c100/outcome", """{"ofac":"Clear"}""", 3)]
    [InlineData("GET", $"/core/v1/dda/accounts/{NumberOfSecond}", "", 1)]
    [InlineData("GET", $"/core/v1/dda/subaccounts/{NumberOfLast}", "", 3)]
    [InlineData("POST", "/core/v1/dda/accounts", """{"customerId":"fc15996d-e33d-e5a4-dc36-b40100c5c100"}""", 3)]
    [InlineData("POST", "/core/v1/dda/subaccounts", $$"""{"masterAccountNumber":"{{NumberOfSecond}}"}""", 1)]
    [InlineData("POST", "/core/v1/transfers", $$"""{"amount":1,"debitAccountNumber":"{{NumberOfLast}}","creditAccountNumber":"{{NumberOfSecond}}"}""", 3)]
    [InlineData("POST", "/_emulator/inbox/payments", $$"""{"partnerId":"{{Last}}"}""", 2)]
    [InlineData("GET", "/_emulator/inbox/Payments/messages", "", 2)]
    [InlineData("POST", "/connect/token", "grant_type=client_credentials", 0)]
    [InlineData("GET", "/.well-known/openid-configuration", "", 0)]
    [InlineData("GET", "/_emulator/ui", "", 0)]
    [InlineData("GET", "/_emulator/health", "", 0)]
    [InlineData("GET", "/_emulator/scenarios/clear", "", 0)]
    public async Task A_call_goes_to_the_instance_of_its_partner_unchanged(string method, string path, string body, int instance)
    {
        var seen = await CallAsync(method, path, body);

        Assert.Equal((instance, method, path, body), ((int)seen["instance"]!, (string)seen["method"]!, (string)seen["path"]!, (string)seen["body"]!));
        Assert.Equal(_http.BaseAddress!.Authority, (string)seen["host"]!);
    }

    [Theory]
    [InlineData($$"""{"sub":"acme","partnerId":"{{Last}}"}""", 3)]
    [InlineData("""{"sub":"acme"}""", 1)]
    [InlineData("no JSON", 1)]
    public async Task The_partner_of_a_token_comes_before_the_byte_of_an_identifier(string claims, int instance)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/core/v1/cm/customers/6315996d-e33d-e5a4-dc36-b40100c5c100");
        request.Headers.Authorization = new("Bearer", $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=')}.x");

        using var answer = await _http.SendAsync(request, Stop);

        Assert.Equal(instance, (int)(await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!["instance"]!);
    }

    [Theory]
    [InlineData("GET", "/_emulator/clock")]
    [InlineData("PUT", "/_emulator/clock")]
    [InlineData("POST", "/_emulator/reset")]
    [InlineData("GET", "/core/v1/cm/customers")]
    public async Task A_call_about_all_worlds_goes_to_all_and_their_lists_are_one(string method, string path)
    {
        var merged = await CallAsync(method, path, "");

        Assert.Equal([0, 1, 2, 3], merged["results"]!.AsArray().Select(one => (int)one!));
        Assert.Equal((4, true, 0), ((int)merged["pageSize"]!, (bool)merged["hasNextPage"]!, (int)merged["instance"]!));
    }

    [Theory]
    [InlineData("GET", "/_emulator/journal", "", 400, "The call names no partner, and the answers of 4 instances to it cannot be merged; name the partner")]
    [InlineData("POST", "/_emulator/scenarios/next", """{"scenario":"clear"}""", 400, "The call names no partner")]
    [InlineData("POST", "/core/v1/cm/customers", "{", 400, "The call names no partner")]
    [InlineData("GET", "/webhooks/v1/events/poll", "", 400, "The call names no partner")]
    [InlineData("GET", "/_emulator/partners/onboarding/clock", "", 400, "'onboarding' is no partner id; an alias is known to one instance only")]
    [InlineData("POST", "/core/v1/cm/customers", null, 413, "The request body is larger than 1048576 bytes")]
    public async Task A_call_that_cannot_be_sent_on_is_refused_in_the_form_of_the_bank(string method, string path, string? body, int status, string message)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body ?? new string(' ', (1 << 20) + 1), Encoding.UTF8, "application/json") };

        using var answer = await _http.SendAsync(request, Stop);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.StartsWith(message, (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!["errors"]![0]!["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", "Gateway:Instances: 'localhost' is not the address of an emulator; write http://HOST:PORT")]
    [InlineData("http://a/path", "Gateway:Instances: 'http://a/path' is not the address of an emulator; write http://HOST:PORT")]
    [InlineData("http://a http://a", "Gateway:Instances has http://a 2 times")]
    [InlineData("", "Gateway:Instances has 0 addresses; write 1 to 256")]
    public void Wrong_instances_stop_the_start_with_one_line(string instances, string message)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => RunningGateway.Start(instances.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Contains(message, Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<JsonObject> CallAsync(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is "" ? null : new StringContent(body) };
        using var answer = await _http.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        return (await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!;
    }

    private static WebApplication Start(WebApplicationBuilder builder, Action<WebApplication> map)
    {
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        map(app);
        app.Start();

        return app;
    }

    private static async Task TellAsync(int instance, HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        await context.Response.WriteAsJsonAsync(new
        {
            instance,
            method = context.Request.Method,
            path = $"{context.Request.Path}{context.Request.QueryString}",
            host = context.Request.Host.Value,
            body = await body.ReadToEndAsync(),
            results = new[] { instance },
            pageSize = 1,
            hasNextPage = instance is 2,
        });
    }
}
