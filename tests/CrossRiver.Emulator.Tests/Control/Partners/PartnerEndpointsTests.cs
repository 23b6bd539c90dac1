using System.Net;
using System.Net.Http.Json;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control.Partners;

public sealed class PartnerEndpointsTests : IAsyncDisposable
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public PartnerEndpointsTests() => _partner = _emulator.NewPartner();

    private string World => $"/_emulator/partners/{_partner.Id}";

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_world_tells_what_is_in_it_and_what_it_waits_for()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.OfacChanged);
        await _partner.OnboardAsync();
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);

        var world = await _partner.GetAsync(World);

        Assert.Equal(
            $$"""{"partnerId":"{{_partner.Id}}","now":"2021-11-22T15:49:58.943+00:00","epoch":1,"clock":"real","customers":2,"registrations":2,"deliveries":{"pending":0,"succeeded":2,"failed":0,"held":0,"lost":0},"entries":2,"nextDueAt":"2021-11-22T15:49:59.793+00:00"}""",
            world.Text);
        Assert.Equal(world.Json.ToJsonString(), Assert.Single((await _partner.GetAsync("/_emulator/partners")).Json["results"]!.AsArray())!.ToJsonString());
    }

    [Fact]
    public async Task The_list_has_pages_in_an_order_that_stays()
    {
        var partners = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            var partner = _emulator.NewPartner();
            await partner.OnboardAsync();
            partners.Add(partner.Id.ToString());
        }

        var first = (await _partner.GetAsync("/_emulator/partners?pageSize=2")).Expect(HttpStatusCode.OK);
        var second = (await _partner.GetAsync("/_emulator/partners?pageSize=2&pageNumber=2")).Expect(HttpStatusCode.OK);

        var listed = first["results"]!.AsArray().Concat(second["results"]!.AsArray()).Select(world => (string)world!["partnerId"]!);
        Assert.Equal(partners.Select(Guid.Parse).Order().Select(partner => $"{partner}"), listed);
        Assert.Equal((true, false), ((bool)first["hasNextPage"]!, (bool)second["hasNextPage"]!));
    }

    [Theory]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("nobody")]
    public async Task A_partner_that_was_never_heard_of_has_no_world(string partnerId)
    {
        var read = await _partner.GetAsync($"/_emulator/partners/{partnerId}");
        var ended = await _partner.DeleteAsync($"/_emulator/partners/{partnerId}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (read.Status, ended.Status));
        Assert.Equal([$"There is no world of partner {partnerId}; there is no world yet"], read.Messages);
        Assert.Empty((await _partner.GetAsync("/_emulator/partners")).Json["results"]!.AsArray());
    }

    [Fact]
    public async Task Nothing_of_a_world_that_was_ended_is_found_or_arrives()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var registration = await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        var customer = await _partner.OnboardAsync();

        var ended = await _partner.DeleteAsync(World);

        Assert.Equal((HttpStatusCode.NoContent, ""), (ended.Status, ended.Text));
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync(World)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.DeleteAsync(World)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"/core/v1/cm/customers/{customer["id"]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"/webhooks/v1/registrations/{registration["id"]}")).Status);
        Assert.Empty((await _partner.GetAsync("/core/v1/cm/customers")).Json["results"]!.AsArray());

        await _partner.RegisterAsync(inbox.Url, [.. CustomerEvents.All]);
        await _emulator.AdvanceAsync(TimeSpan.FromDays(1), _partner);
        Assert.Empty(inbox.All);
        Assert.Equal(3, (int)(await _partner.GetAsync(World)).Json["epoch"]!);
    }

    [Fact]
    public async Task What_is_under_way_is_broken_off_before_the_answer()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        _emulator.Clock.Advance(TimeSpan.FromMilliseconds(100));
        await inbox.NextAsync();

        await _partner.DeleteAsync(World).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        _emulator.Clock.Advance(TimeSpan.FromDays(1));
        Assert.DoesNotContain((await _partner.GetAsync("/_emulator/journal")).Json["entries"]!.AsArray(), entry => (string)entry!["kind"]! == "attempt");
        await _partner.BeginAsync();
        Assert.Equal(0, (int)(await _partner.GetWorldAsync())["entries"]!);
        Assert.Single(inbox.All);
    }

    [Fact]
    public async Task A_call_with_the_key_of_before_is_done_anew()
    {
        var before = await CreateAsync();
        await _partner.DeleteAsync(World);
        var after = await CreateAsync();

        Assert.False(after.Headers.Contains("original-request-id"));
        await _partner.GetCustomerAsync(after.Json);
        Assert.NotEqual(before.Headers.GetValues("request-id"), after.Headers.GetValues("request-id"));
    }

    [Fact]
    public async Task The_others_stay_and_the_end_is_told_where_no_world_is_asked()
    {
        var neighbour = _emulator.NewPartner();
        var customer = await neighbour.OnboardAsync();
        await _partner.OnboardAsync();

        await _partner.DeleteAsync(World);

        await neighbour.GetCustomerAsync(customer);
        var journal = (await _partner.GetAsync("/_emulator/journal")).Json["entries"]!.AsArray();
        Assert.Contains(journal, entry => (string?)entry!["what"] == $"the world of partner {_partner.Id} is over");
    }

    [Fact]
    public async Task The_deliveries_of_all_worlds_are_listed_in_the_order_of_their_events()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var neighbour = _emulator.NewPartner();
        Partner[] partners = [_partner, neighbour, _partner];
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await neighbour.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        foreach (var partner in partners)
        {
            await partner.OnboardAsync();
            await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(200), partner);
        }

        var all = (await _partner.GetAsync("/_emulator/deliveries?state=succeeded")).Expect(HttpStatusCode.OK)["results"]!.AsArray();
        var none = (await _partner.GetAsync("/_emulator/deliveries?state=failed")).Expect(HttpStatusCode.OK)["results"]!.AsArray();

        Assert.Equal(partners.Select(partner => partner.Id.ToString()), all.Select(delivery => (string)delivery!["partnerId"]!));
        Assert.Empty(none);
    }

    private Task<Answer> CreateAsync() => _partner.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/core/v1/cm/customers")
    {
        Headers = { { "idempotency-key", "one" } },
        Content = JsonContent.Create(_partner.Body("create-personal.request.json")),
    });
}
