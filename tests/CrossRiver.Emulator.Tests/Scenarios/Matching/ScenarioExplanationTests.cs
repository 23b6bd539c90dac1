using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Scenarios.Loading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Which scenario a customer would get, and why no other.</summary>
public sealed class ScenarioExplanationTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private static readonly ScenarioCatalog Catalog = Catalogs.Of(
    [
        Catalogs.Named("clear"),
        Catalogs.Named("smiths", new Match { Body = [new FieldMatch("name.lastName", [new EqualTest("Smith")])] }),
        Catalogs.Named("smiths-too", new Match { Body = [new FieldMatch("name.lastName", [new EqualTest("Smith")])] }),
        Catalogs.Named("second-smith", new Match { Body = [new FieldMatch("name.lastName", [new EqualTest("Smith")])], Which = new Which(2, 2, 1) }),
        Catalogs.Named("jones", new Match { Body = [new FieldMatch("name.lastName", [new EqualTest("Jones")])] }),
        Catalogs.Named("late", new Match { Body = [new FieldMatch("name.lastName", [new EqualTest("Smith")])] }) with { Priority = 10 },
        Catalogs.Named("vague", new Match { Body = [new FieldMatch("clientIdentifier", [new ExistsTest(IsThere: false)])] }) with { Priority = 60 },
    ]);

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public void Every_scenario_that_loses_is_told_why()
    {
        var explanation = Explain("""{"name":{"lastName":"Smith"},"profile":{"taxId":"987651000"},"clientIdentifier":"a"}""");

        Assert.Equal(("smiths", "its match holds"), (explanation.Scenario.Name, explanation.Reason));
        Assert.Equal(
            [
                "clear: it has no match: it must be asked for by its name",
                "jones: name.lastName is not as its match asks",
                "late: its match holds, too, but 'smiths' has priority 50, and it 10",
                "second-smith: its match holds, but it takes only some such customers, by which",
                "smiths-too: its match holds, too, but 'smiths' comes first by its name",
                "vague: clientIdentifier is not as its match asks",
                "tax-id-1000: the tax id is its code, but 'smiths' comes first: its match holds",
            ],
            explanation.Others.Select(other => $"{other.Name}: {other.Because}"));
    }

    [Fact]
    public void A_tax_id_that_only_looks_like_a_code_is_told()
    {
        var explanation = Explain("""{"profile":{"taxId":"987659000"},"clientIdentifier":"a"}""");

        Assert.Equal("clear", explanation.Scenario.Name);
        Assert.Equal(new UnchosenScenario("tax-id-9000", "it is no code: '9' is no digit for OFAC; write one of 012345"), explanation.Others[^1]);
    }

    [Fact]
    public void What_is_ordered_comes_first_and_stays_ordered()
    {
        _partner.World.InTurn(() =>
        {
            _partner.World.Scenarios.Orders.Give(clientIdentifier: null, "jones", times: 1);
            return true;
        });

        Assert.Equal(["jones", "jones"], Enumerable.Range(0, 2).Select(_ => Explain("""{"name":{"lastName":"Smith"}}""").Scenario.Name));
    }

    [Fact]
    public async Task What_is_explained_is_what_happens()
    {
        var scenarios = emulator.Services.GetRequiredService<ScenariosInForce>().Catalog;
        foreach (var lastName in new[] { "Putin", "Griffin" })
        {
            var body = _partner.Body("create-personal.request.json");
            body["name"] = new JsonObject { ["firstName"] = "Vladimir", ["lastName"] = lastName };

            var explained = ScenarioExplanation.Of(scenarios, JsonSerializer.SerializeToElement(body), new HeaderDictionary(), _partner.World);
            await _partner.OnboardAsync(body);

            var chosen = (await _partner.GetJournalAsync()).Last(entry => (string)entry["kind"]! == "choice");
            Assert.Equal((explained.Scenario.Name, explained.Reason), ((string)chosen["scenario"]!, (string)chosen["reason"]!));
        }
    }

    private ScenarioExplanation Explain(string body) => ScenarioExplanation.Of(Catalog, Catalogs.Json(body), new HeaderDictionary(), _partner.World);
}
