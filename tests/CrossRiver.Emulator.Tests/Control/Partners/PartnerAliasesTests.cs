using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Control.Partners;

/// <summary>A partner has a name that people remember, wherever they would write its identifier.</summary>
public sealed class PartnerAliasesTests : IAsyncDisposable
{
    private const string Named = "6e80b097-693c-4592-8440-02f345335bbf";
    private const string Key = "Emulator:Partners:Aliases:";

    private readonly RunningEmulator _emulator = new() { Settings = Of(("tutorial", Named)) };

    [Fact]
    public async Task An_alias_stands_for_the_partner_in_control_paths_and_is_listed()
    {
        var partner = _emulator.NewPartner();
        var set = await AliasAsync(partner, "onboarding");
        var customer = await partner.OnboardAsync(scenario: "ofac-review");

        Assert.Equal(("onboarding", true), ((string)set["alias"]!, (bool)set["created"]!));
        foreach (var path in (string[])["", "/clock", "/journal", $"/customers/{customer["id"]}/timeline"])
        {
            var answer = (await partner.GetAsync($"/_emulator/partners/Onboarding{path}")).Expect(HttpStatusCode.OK);
            Assert.Equal($"{partner.Id}", (string?)(answer["partnerId"] ?? answer["entries"]![0]!["partnerId"]));
        }

        Assert.Equal("onboarding", (string)(await partner.GetAsync("/_emulator/partners")).Json["results"]![0]!["alias"]!);
        Assert.Equal(2, (await partner.PostAsync("/_emulator/partners/onboarding/seed", new() { ["customers"] = 2 })).Expect(HttpStatusCode.OK)["customers"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.NotFound, (await partner.GetAsync("/_emulator/partners/onboarding/no-such-route")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await partner.DeleteAsync("/_emulator/partners/onboarding")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await partner.GetAsync($"/_emulator/partners/{partner.Id}")).Status);
    }

    [Fact]
    public async Task An_alias_is_removed_replaced_and_never_that_of_two()
    {
        var (partner, other) = (_emulator.NewPartner(), _emulator.NewPartner());
        await AliasAsync(partner, "first");
        await AliasAsync(partner, "second");

        Assert.Equal(HttpStatusCode.NotFound, (await partner.GetAsync("/_emulator/partners/first/clock")).Status);
        var taken = await other.PutAsync($"{other.Control}/alias", new() { ["alias"] = "SECOND" });
        Assert.Equal(
            (HttpStatusCode.Conflict, $"The alias SECOND cannot be given: it is that of partner {partner.Id}; choose another, or take it from there"),
            (taken.Status, Assert.Single(taken.Messages)));
        Assert.Null((await AliasAsync(partner, ""))["alias"]);
        await AliasAsync(other, "second");
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("über")]
    [InlineData(Named)]
    public async Task An_alias_of_another_form_is_refused(string alias)
    {
        var partner = _emulator.NewPartner();

        var answer = await partner.PutAsync($"{partner.Control}/alias", new() { ["alias"] = alias });

        Assert.Equal((HttpStatusCode.BadRequest, "Alias must be 1 to 32 letters, digits or hyphens, or empty"), (answer.Status, Assert.Single(answer.Messages)));
    }

    [Fact]
    public async Task An_alias_of_a_setting_begins_the_world_that_it_names_and_outlives_its_reset()
    {
        var partner = _emulator.NewPartner(new Guid(Named));

        Assert.True((bool)(await partner.PutAsync("/_emulator/partners/tutorial", [])).Expect(HttpStatusCode.OK)["created"]!);
        await partner.ResetAsync();

        Assert.Equal("tutorial", (string)(await partner.GetWorldAsync())["alias"]!);
        Assert.Contains("tutorial", await partner.Http.GetStringAsync(new Uri("/_emulator/ui/worlds", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_and_the_commands_take_an_alias()
    {
        var partner = _emulator.NewPartner();
        await AliasAsync(partner, "onboarding");
        await _emulator.NewPartner().BeginAsync();
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = partner.Http.BaseAddress };

        var id = await new CommandRun(_emulator).RunAsync("new", "clear", "--partner", "onboarding");
        using var story = await browser.GetAsync(new Uri($"/_emulator/ui/partners/onboarding/customers/{id}?detail=calls", UriKind.Relative), TestContext.Current.CancellationToken);
        using var nowhere = await browser.GetAsync(new Uri("/_emulator/ui/partners/nobody/customers", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Redirect, $"/_emulator/ui/partners/{partner.Id}/customers/{id}?detail=calls"), (story.StatusCode, story.Headers.Location!.OriginalString));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Equal(1, await partner.CountCustomersAsync());
    }

    [Fact]
    public async Task Aliases_are_kept_with_the_state_and_those_of_settings_take_precedence()
    {
        var folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
        var file = Path.Combine(folder.FullName, "state.json");
        var kept = new Guid("11111111-2222-3333-4444-555555555555");
        await using (var first = new RunningEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:State:File"] = file } })
        {
            await AliasAsync(first.NewPartner(kept), "kept");
            await AliasAsync(first.NewPartner(), "tutorial");
        }

        await using (var second = new RunningEmulator { Settings = new Dictionary<string, string?>(Of(("tutorial", Named)), StringComparer.Ordinal) { ["Emulator:State:File"] = file } })
        {
            var partner = second.NewPartner(kept);

            Assert.Equal("kept", (string)(await partner.GetWorldAsync())["alias"]!);
            Assert.Equal(Named, (string)(await partner.PutAsync("/_emulator/partners/tutorial", [])).Expect(HttpStatusCode.OK)["partnerId"]!);
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("a b", "11111111-2222-3333-4444-555555555555", "Emulator:Partners: Aliases: 'a b' is no alias; write 1 to 32 letters, digits or hyphens")]
    [InlineData("twice", Named, "Emulator:Partners: Aliases: partner 6e80b097-693c-4592-8440-02f345335bbf has several, tutorial, twice; leave one")]
    [InlineData("onboarding", "me", "Emulator:Partners:Aliases:onboarding: 'me' cannot be used; write a GUID such as 6e80b097-693c-4592-8440-02f345335bbf")]
    public async Task A_wrong_alias_in_the_settings_stops_the_start(string alias, string partner, string told)
    {
        await using var wrong = new RunningEmulator { Settings = Of(("tutorial", Named), (alias, partner)) };

        Assert.Equal(told, Assert.Throws<OptionsValidationException>(() => wrong.Services).Message);
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    private static Dictionary<string, string?> Of(params IEnumerable<(string Alias, string Partner)> aliases) =>
        aliases.ToDictionary(named => $"{Key}{named.Alias}", string? (named) => named.Partner, StringComparer.Ordinal);

    private static async Task<JsonObject> AliasAsync(Partner partner, string alias) =>
        (await partner.PutAsync($"{partner.Control}/alias", new() { ["alias"] = alias })).Expect(HttpStatusCode.OK);
}
