using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class AbandonedWorldsTests
{
    // Other tests have none of it.
    private static readonly Dictionary<string, string?> AsByDefault = new(StringComparer.Ordinal) { ["Emulator:Worlds:AbandonedAfter"] = "1h" };

    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Months = TimeSpan.FromDays(60);

    [Fact]
    public async Task A_world_that_nobody_uses_for_an_hour_is_over_and_the_journal_says_so()
    {
        await using var emulator = new StandingEmulator { Settings = AsByDefault };
        var partner = emulator.NewPartner();
        var customer = await OnboardAsync(emulator, partner);

        emulator.Clock.Advance(AnHour + TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.NotFound, await FindWorldAsync(partner));
        Assert.Equal(HttpStatusCode.NotFound, (await partner.GetAsync($"/core/v1/cm/customers/{customer["id"]}")).Status);
        Assert.Empty((await partner.GetAsync("/core/v1/cm/customers")).Expect(HttpStatusCode.OK)["results"]!.AsArray());
        Assert.Contains($"the world of partner {partner.Id} is over: it was unused for 01:00:00", (await partner.GetAsync("/_emulator/journal")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_partner_of_a_world_that_was_let_go_begins_anew_as_one_that_was_never_heard_of()
    {
        await using var emulator = new StandingEmulator { Settings = AsByDefault };
        var partner = emulator.NewPartner();
        var customer = await OnboardAsync(emulator, partner);
        emulator.Clock.Advance(AnHour * 2);

        var again = await partner.OnboardAsync();

        Assert.Equal((string)customer["cifNumber"]!, (string)again["cifNumber"]!);
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync($"/core/v1/cm/customers/{again["id"]}")).Status);
    }

    [Theory]
    [InlineData("/core/v1/cm/customers/{customer}")]
    [InlineData("/core/v1/cm/customers?partnerId={partner}")]
    [InlineData("/_emulator/partners/{partner}")]
    [InlineData("/_emulator/partners/{partner}/journal")]
    public async Task Whoever_calls_the_bank_or_the_emulator_about_a_world_keeps_it(string path)
    {
        await using var emulator = new StandingEmulator { Settings = AsByDefault };
        var partner = emulator.NewPartner();
        var customer = await OnboardAsync(emulator, partner);

        for (var halfHours = 0; halfHours < 4; halfHours++)
        {
            emulator.Clock.Advance(HalfAnHour);
            var url = path.Replace("{customer}", (string)customer["id"]!, StringComparison.Ordinal).Replace("{partner}", partner.Id.ToString(), StringComparison.Ordinal);
            (await partner.GetAsync(url)).Expect(HttpStatusCode.OK);
        }

        Assert.Equal(HttpStatusCode.OK, await FindWorldAsync(partner));
    }

    [Fact]
    public async Task To_list_the_worlds_keeps_none_of_them()
    {
        await using var emulator = new StandingEmulator { Settings = AsByDefault };
        var partner = emulator.NewPartner();
        await OnboardAsync(emulator, partner);

        for (var halfHours = 0; halfHours < 3; halfHours++)
        {
            emulator.Clock.Advance(HalfAnHour);
            (await partner.GetAsync("/_emulator/partners")).Expect(HttpStatusCode.OK);
        }

        Assert.Equal(HttpStatusCode.NotFound, await FindWorldAsync(partner));
    }

    [Fact]
    public async Task A_world_with_a_registration_is_not_let_go()
    {
        await using var emulator = new StandingEmulator { Settings = AsByDefault };
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);

        emulator.Clock.Advance(Months);

        Assert.Equal(HttpStatusCode.OK, await FindWorldAsync(partner));
    }

    [Fact]
    public async Task A_world_in_which_something_is_booked_is_not_let_go_before_an_hour_after_that()
    {
        await using var emulator = new StandingEmulator { Settings = AsByDefault };
        var partner = emulator.NewPartner();
        var clock = $"/_emulator/partners/{partner.Id}/clock";
        (await partner.PutAsync(clock, new JsonObject { ["mode"] = "manual" })).Expect(HttpStatusCode.OK);
        await partner.OnboardAsync();

        emulator.Clock.Advance(Months);
        Assert.Equal(HttpStatusCode.OK, await FindWorldAsync(partner));

        (await partner.PostAsync($"{clock}/advance", new JsonObject { ["by"] = "1h" })).Expect(HttpStatusCode.OK);
        emulator.Clock.Advance(HalfAnHour);
        Assert.Equal(HttpStatusCode.OK, await FindWorldAsync(partner));
        emulator.Clock.Advance(AnHour * 2);
        Assert.Equal(HttpStatusCode.NotFound, await FindWorldAsync(partner));
    }

    [Fact]
    public async Task A_step_that_runs_by_itself_keeps_its_world_for_an_hour_more()
    {
        await using var emulator = new StandingEmulator { Settings = AsByDefault };
        var partner = emulator.NewPartner();
        await partner.PutTextAsync($"/_emulator/partners/{partner.Id}/scenarios/slow", """
            version: 1
            scenario: slow
            timeline:
              - after: 3h
                set: { ofac: Clear }
            """);
        await partner.OnboardAsync(scenario: "slow");

        emulator.Clock.Advance(TimeSpan.FromHours(3));
        await Until.HoldsAsync(async () => (int)Assert.Single((await partner.GetAsync("/_emulator/partners")).Json["results"]!.AsArray())!["entries"]! is 0);
        emulator.Clock.Advance(HalfAnHour);

        Assert.Equal(HttpStatusCode.OK, await FindWorldAsync(partner));
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("61d")]
    public async Task The_settings_say_after_what_time_and_never_is_zero(string after)
    {
        await using var emulator = new StandingEmulator { Settings = new Dictionary<string, string?> { ["Emulator:Worlds:AbandonedAfter"] = after } };
        var partner = emulator.NewPartner();
        await OnboardAsync(emulator, partner);

        emulator.Clock.Advance(Months);

        Assert.Equal(HttpStatusCode.OK, await FindWorldAsync(partner));
    }

    [Fact]
    public async Task A_world_that_the_settings_seed_is_not_let_go()
    {
        var partnerId = Guid.Parse("2d5e7a0c-8f5a-4a59-9d3e-5f6f1d0e9a11");
        await using var emulator = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(AsByDefault) { ["Emulator:Seed:Customers"] = "3", ["Emulator:Seed:PartnerId"] = partnerId.ToString() },
        };
        var partner = emulator.NewPartner(partnerId);

        emulator.Clock.Advance(Months);

        Assert.Equal(3, (int)(await partner.GetAsync($"/_emulator/partners/{partnerId}")).Expect(HttpStatusCode.OK)["customers"]!);
    }

    [Fact]
    public async Task Who_has_the_state_kept_in_a_file_finds_every_world_again()
    {
        var folder = Directory.CreateTempSubdirectory("crossriver-abandoned-");
        try
        {
            await using var emulator = new StandingEmulator
            {
                Settings = new Dictionary<string, string?>(AsByDefault) { ["Emulator:State:File"] = Path.Combine(folder.FullName, "state.json"), ["Emulator:State:Interval"] = "1d" },
            };
            var partner = emulator.NewPartner();
            await OnboardAsync(emulator, partner);

            emulator.Clock.Advance(TimeSpan.FromHours(20));

            Assert.Equal(HttpStatusCode.OK, await FindWorldAsync(partner));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_partner_beyond_the_most_worlds_is_refused_and_those_that_are_there_go_on()
    {
        await using var emulator = new StandingEmulator { Settings = new Dictionary<string, string?> { ["Emulator:Worlds:Most"] = "1" } };
        var known = emulator.NewPartner();
        var refused = emulator.NewPartner();
        await known.OnboardAsync();

        var answer = await refused.PostAsync("/core/v1/cm/customers", refused.Body("create-personal.request.json"));

        answer.Expect(HttpStatusCode.TooManyRequests);
        Assert.StartsWith($"There are 1 worlds already, and no room for partner {refused.Id};", answer.Messages.Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await FindWorldAsync(refused));
        await known.OnboardAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await known.DeleteAsync($"/_emulator/partners/{known.Id}")).Status);
        await refused.OnboardAsync();
    }

    private static async Task<JsonObject> OnboardAsync(StandingEmulator emulator, Partner partner)
    {
        var customer = await partner.OnboardAsync();
        await emulator.AdvanceAsync(TimeSpan.FromMinutes(1), partner);
        return customer;
    }

    // A call about the world, and so a use of it.
    private static async Task<HttpStatusCode> FindWorldAsync(Partner partner) => (await partner.GetAsync($"/_emulator/partners/{partner.Id}")).Status;
}
