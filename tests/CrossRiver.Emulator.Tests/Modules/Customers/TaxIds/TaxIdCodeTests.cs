using System.Text.Json;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Customers.TaxIds;

/// <summary>What the four digits of a tax id stand for.</summary>
public sealed class TaxIdCodeTests
{
    private static readonly SourcedScenarios Code = Catalogs.Coded();

    public static TheoryData<string, string, string[]> Stories => new()
    {
        {
            "0000", "OFAC clear; PEP clear; pace default; delivery clean",
            ["onboarded after 0.1: Core.Customer.Onboarded", "pep-answer after 0.85: pep Clear", "ofac-answer after 0.05: ofac Clear"]
        },
        {
            "1010", "OFAC hit; PEP clear; pace instant; delivery clean",
            [
                "onboarded after 0: Core.Customer.Onboarded", "pep-answer after 0: pep Clear", "ofac-answer after 0: ofac Failed",
                "review after 0: ofac Reviewing", "outcome after 0: ofac Positive",
            ]
        },
        {
            "2121", "OFAC reviewed, then clear; PEP hit; pace minutes; delivery duplicate",
            [
                "onboarded after 10: Core.Customer.Onboarded", "pep-answer after 110: pep Failed", "ofac-answer after 1: ofac Failed",
                "review after 300: pep Reviewing ofac Reviewing", "outcome after 600: pep Positive ofac Clear",
            ]
        },
        {
            "3300", "OFAC held for a review; PEP held for a review; pace default; delivery clean",
            [
                "onboarded after 0.1: Core.Customer.Onboarded", "pep-answer after 0.85: pep Failed", "ofac-answer after 0.05: ofac Failed",
                "pep-review at 2: pep Reviewing, release-pep Clear, reject-pep Positive, release-pep after 172800",
                "ofac-review at 2: ofac Reviewing, release-ofac Clear, reject-ofac Positive, release-ofac after 172800",
            ]
        },
        {
            "5400", "OFAC clear, hit after 30 days; PEP stuck in Pending; pace default; delivery clean",
            [
                "onboarded after 0.1: Core.Customer.Onboarded", "ofac-answer after 0.9: ofac Clear",
                "rescan at 2592000: ofac Failed", "rescan-review at 2592001: ofac Reviewing", "rescan-outcome at 2592003: ofac Positive",
            ]
        },
        { "1190", "OFAC hit; PEP hit; pace never; delivery clean", [] },
    };

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_code_is_a_story(string digits, string title, string[] timeline)
    {
        var scenario = Of(Code, $"98765{digits}")!;

        Assert.Equal(($"tax-id-{digits}", title), (scenario.Name, scenario.Title));
        Assert.Equal(timeline, scenario.Timeline.Select(Tell));
    }

    [Fact]
    public void Every_digit_of_the_table_stands_for_something_and_no_other()
    {
        var digits = Enumerable.Range(0, 10_000).Select(number => $"{number:0000}").ToList();

        var stories = digits.Select(four => Of(Code, $"98765{four}")).OfType<Scenario>().ToList();

        Assert.Equal(6 * 6 * 5 * 9, stories.Count);
        Assert.Distinct(stories.Select(story => story.Title));
        Assert.All(stories, story => Assert.Same(story, Code.Find(story.Name)));
        Assert.All(stories, story => Assert.Distinct(story.Timeline.Select(step => step.Id)));
    }

    [Theory]
    [InlineData("987656000", "'6' is no digit for OFAC; write one of 012345")]
    [InlineData("987650060", "'6' is no digit for the pace; write one of 01239")]
    [InlineData("987650009", "'9' is no digit for the delivery; write one of 012345678")]
    [InlineData("987650000", null)]
    [InlineData("123456789", null)]
    public void A_tax_id_that_only_looks_like_a_code_is_told_what_is_wrong(string taxId, string? fault) =>
        Assert.Equal(fault, NameOf(Code, taxId) is { } name ? Code.FindFault(name) : null);

    [Theory]
    [InlineData("98765000")]
    [InlineData("9876500000")]
    [InlineData("123456789")]
    [InlineData("")]
    [InlineData(null)]
    public void Another_tax_id_is_no_code(string? taxId) => Assert.Null(NameOf(Code, taxId));

    [Fact]
    public void The_mask_is_a_setting_and_empty_there_is_no_code()
    {
        Assert.Equal("tax-id-1203", Of(Catalogs.Coded("?1?2?3?45"), "112203345")?.Name);
        Assert.Null(Of(Catalogs.Coded(""), ""));
        Assert.Null(Catalogs.Coded("").Find("tax-id-0000"));
    }

    [Fact]
    public void The_default_pace_is_that_of_the_emulator()
    {
        var faithful = Catalogs.Coded(pace: Pace.Faithful);

        Assert.Equal(TimeSpan.FromSeconds(22), Of(faithful, "987650000")!.Timeline[0].After!.Value.Longest);
        Assert.Equal(TimeSpan.Zero, Of(faithful, "987650010")!.Timeline[0].After!.Value.Longest);
    }

    [Theory]
    [InlineData('1', "duplicate")]
    [InlineData('2', "reorder")]
    [InlineData('3', "1 lose attempt")]
    [InlineData('4', "lose event")]
    [InlineData('5', "late")]
    [InlineData('6', "1 auth wrong-password")]
    [InlineData('7', "1 body truncated")]
    [InlineData('8', "duplicate", "reorder", "*.Onboarded 1 lose attempt", "*.PepScan.Changed 1 auth wrong-password")]
    public void The_last_digit_is_what_goes_wrong_with_deliveries(char digit, params string[] faults)
    {
        var delivery = Of(Code, $"98765000{digit}")!.Delivery!;

        Assert.Equal(faults, delivery.Faults.Select(fault => string.Join(' ', new[]
        {
            fault.Event,
            fault.Attempts?.First.ToString(System.Globalization.CultureInfo.InvariantCulture),
            fault.Duplicate is null ? null : "duplicate",
            fault.Reorder is null ? null : "reorder",
            fault.Late is null ? null : "late",
            fault.Lose is { } loss ? $"lose {WireJson.NameOf(loss)}" : null,
            fault.Auth is { } auth ? $"auth {WireJson.NameOf(auth)}" : null,
            fault.Body is { } body ? $"body {WireJson.NameOf(body)}" : null,
        }.OfType<string>())));
    }

    private static string? NameOf(SourcedScenarios code, string? taxId) => code.FindName(JsonSerializer.SerializeToElement(new { profile = new { taxId } }));

    private static Scenario? Of(SourcedScenarios code, string? taxId) => NameOf(code, taxId) is { } name ? code.Find(name) : null;

    private static string Tell(Step step) => FormattableString.Invariant(
        $"{step.Id} {(step.At is { } at ? $"at {at.Longest.TotalSeconds}" : $"after {step.After!.Value.Longest.TotalSeconds}")}: {step.Emit}{Tell(step.Set)}{Tell(step.Hold)}");

    private static string Tell(IReadOnlyList<FieldChange> changes) => string.Join(' ', changes).Replace("pepScan", "pep", StringComparison.Ordinal);

    private static string Tell(Hold? hold) => hold is null ? "" : FormattableString.Invariant(
        $", {string.Join(", ", hold.Actions.Select(action => $"{action.Name} {action.Steps[0].Set[0].Value}"))}, {hold.TimeoutAction} after {hold.Timeout!.Value.Longest.TotalSeconds}");
}
