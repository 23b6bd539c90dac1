using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Control.Access;

public sealed class ImplicitPartnerTests : IAsyncDisposable
{
    private const string OfPartner = "/_emulator/partners/{partnerId}";

    private readonly RunningEmulator _emulator = new();
    private readonly Partner _partner;

    public ImplicitPartnerTests() => _partner = _emulator.NewPartner();

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    private static readonly string[] Resources = ["{customerId}", "{eventId}", "{accountNumber}"];

    [Fact]
    public async Task Every_route_of_one_world_is_known_without_the_partner_and_asks_for_it_when_it_is_not_clear()
    {
        var routes = Fixtures.ControlRoutes.Of(_emulator);
        var alone = routes.Where(route => route.Pattern.StartsWith($"{OfPartner}/", StringComparison.Ordinal))
            .Select(route => route with { Pattern = route.Pattern.Replace(OfPartner, "/_emulator", StringComparison.Ordinal) })
            .Except(routes)
            .ToList();

        Assert.NotEmpty(alone);
        foreach (var route in alone)
        {
            var answer = await _partner.SendAsync(route.Request());
            if (Resources.Any(resource => route.Pattern.Contains(resource, StringComparison.Ordinal)))
            {
                Assert.True((int)answer.Expect(HttpStatusCode.NotFound)["errors"]![0]!["code"]! is 1404, $"{route}: {answer.Text}");
                continue;
            }

            Assert.True(answer.Status is HttpStatusCode.BadRequest, $"{route}: {answer.Status} {answer.Text}");
            Assert.Equal(2400, (int)answer.Json["errors"]![0]!["code"]!);
            Assert.Equal(
                [$"There is no world yet; name the partner whose world is meant, {OfPartner}{route.Path["/_emulator".Length..]}"],
                answer.Messages);
        }
    }

    [Fact]
    public async Task The_only_world_need_not_be_named()
    {
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");

        var seeded = (await _partner.PostAsync("/_emulator/seed", new JsonObject { ["customers"] = 2 })).Expect(HttpStatusCode.OK);
        var ordered = (await _partner.PutAsync("/_emulator/scenarios/default", new JsonObject { ["scenario"] = "clear" })).Expect(HttpStatusCode.OK);
        var held = await _partner.PostTextAsync($"/_emulator/customers/{customer["id"]}/actions/dance", "");

        Assert.Equal((_partner.Id.ToString(), _partner.Id.ToString()), ((string)seeded["partnerId"]!, (string)ordered["partnerId"]!));
        Assert.Equal(["Action dance not found; write release, reject"], held.Messages);
    }

    [Fact]
    public async Task With_several_worlds_some_of_them_are_told()
    {
        List<string> partners = [_partner.Id.ToString()];
        await _partner.OnboardAsync();
        for (var more = 0; more < 6; more++)
        {
            var other = _emulator.NewPartner();
            await other.OnboardAsync();
            partners.Add(other.Id.ToString());
        }

        var answer = await _partner.PostAsync("/_emulator/seed", new JsonObject { ["customers"] = 2 });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(
            [$"There are 7 worlds; name the partner whose world is meant, {OfPartner}/seed, for example {string.Join(", ", partners.Order(StringComparer.Ordinal).Take(5))}"],
            answer.Messages);
        Assert.Equal(HttpStatusCode.OK, (await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/seed", new JsonObject { ["customers"] = 2 })).Status);
    }

    [Fact]
    public async Task A_call_that_is_none_either_way_is_told_as_it_came()
    {
        await _partner.OnboardAsync();

        var nowhere = await _partner.GetAsync("/_emulator/nowhere");
        var wrongMethod = await _partner.DeleteAsync("/_emulator/health");
        var wrongEitherWay = await _partner.DeleteAsync("/_emulator/seed");

        Assert.Equal($"No HTTP resource was found that matches the request URI '{_partner.Http.BaseAddress}_emulator/nowhere'.", (string)nowhere.Json["message"]!);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrongMethod.Status);
        Assert.Equal(HttpStatusCode.NotFound, wrongEitherWay.Status);
    }
}
