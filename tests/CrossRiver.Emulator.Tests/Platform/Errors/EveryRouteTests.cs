using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>What every route of the bank's has to refuse, asked of every route that there is.</summary>
public sealed class EveryRouteTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Unknown = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
    private const string UnknownNumber = "2000000006";

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_body_that_cannot_be_read_is_refused_by_every_writing_route()
    {
        var routes = Routes(endpoint => endpoint.Metadata.GetMetadata<BodyForm>() is not null).ToList();

        Assert.NotEmpty(routes);
        foreach (var (method, pattern) in routes)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(method, pattern, "[", "application/json")).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(method, pattern, "", "application/json")).Status);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await SendAsync(method, pattern, "{}", "text/plain")).Status);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(method, pattern, new string(' ', 2 * 1024 * 1024), "application/json")).Status);
        }
    }

    [Fact]
    [ContractRow("6.1 unknown resource")]
    [ContractRow("6.3 404")]
    public async Task A_resource_that_nobody_has_is_not_found_by_every_route_that_names_one()
    {
        var routes = Routes(endpoint => endpoint.RoutePattern.Parameters is not []).ToList();

        Assert.NotEmpty(routes);
        foreach (var (method, pattern) in routes)
        {
            var answer = await SendAsync(method, pattern, ValidBodyFor(pattern), "application/json");
            Assert.True(answer.Status == HttpStatusCode.NotFound, $"{method} {pattern}: {answer.Status} {answer.Text}");
            Assert.Equal(1404, (int)answer.Json["errors"]![0]!["code"]!);
        }
    }

    [Fact]
    public async Task A_deactivated_customer_is_changed_by_no_route()
    {
        var customer = await _partner.OnboardAsync();
        var person = (string)customer["id"]!;
        await _partner.DeleteAsync($"/core/v1/cm/customers/{person}");
        var before = await _partner.GetCustomerAsync(customer);
        var routes = Routes(endpoint => endpoint.Operation() is { Writes: true, About.Name: "customer" }).ToList();

        Assert.NotEmpty(routes);
        foreach (var (method, pattern) in routes)
        {
            var path = pattern.Replace("{customerId}", person, StringComparison.Ordinal);
            path = pattern == path ? pattern.Replace("{id}", person, StringComparison.Ordinal) : path;
            var answer = await SendAsync(method, path, ValidBodyFor(pattern), "application/json");
            Assert.True(answer.Status == HttpStatusCode.BadRequest && (int)answer.Json["errors"]![0]!["code"]! == 2003, $"{method} {pattern}: {answer.Text}");
        }

        Assert.Equal(before.ToJsonString(), (await _partner.GetCustomerAsync(customer)).ToJsonString());
    }

    [Fact]
    public async Task A_profile_cannot_be_given_an_unknown_owner()
    {
        var business = await _partner.OnboardAsync(_partner.Body("create-business.request.json"));
        var before = await _partner.GetCustomerAsync(business);

        var answer = await _partner.PutAsync($"/core/v1/cm/customers/{business["id"]}/profile", new JsonObject { ["primaryOwnerCustomerId"] = Unknown });

        Assert.Equal(2002, (int)answer.Json["errors"]![0]!["code"]!);
        Assert.Equal(before.ToJsonString(), (await _partner.GetCustomerAsync(business)).ToJsonString());
    }

    private static string ValidBodyFor(string pattern) => pattern switch
    {
        _ when pattern.EndsWith("addresses/", StringComparison.Ordinal) => Example.Read("add-address.request.json").ToJsonString(),
        _ when pattern.EndsWith("phones/", StringComparison.Ordinal) => Example.Read("add-phone.request.json").ToJsonString(),
        _ when pattern.EndsWith("emails/", StringComparison.Ordinal) => Example.Read("add-email.request.json").ToJsonString(),
        _ when pattern.EndsWith("identifications/", StringComparison.Ordinal) => Example.Read("add-identification.request.json").ToJsonString(),
        _ when pattern.EndsWith("beneficial-owners/", StringComparison.Ordinal) => $$"""{"ownerCustomerId":"{{Unknown}}","ownershipPercentage":1}""",
        _ => "{}",
    };

    private IEnumerable<(string Method, string Pattern)> Routes(Func<RouteEndpoint, bool> isWanted) => emulator.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<BankEndpoint>() is not null && isWanted(endpoint))
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (method, endpoint.RoutePattern.RawText!)));

    private Task<Answer> SendAsync(string method, string pattern, string body, string contentType)
    {
        var path = pattern.Replace("{customerId}", Unknown, StringComparison.Ordinal).Replace("{id}", Unknown, StringComparison.Ordinal)
            .Replace("{accountNumber}", UnknownNumber, StringComparison.Ordinal);
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PUT")
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        return _partner.SendAsync(request);
    }
}
