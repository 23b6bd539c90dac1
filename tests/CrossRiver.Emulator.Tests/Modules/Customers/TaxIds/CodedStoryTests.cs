using System.Text.Json;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Customers.TaxIds;

/// <summary>A tax id with a code is a scenario file.</summary>
public sealed class CodedStoryTests
{
    private static readonly TaxIdCode Code = new("98765????", Pace.Fast);

    [Fact]
    public void Each_digit_of_each_place_has_a_meaning() => Assert.Equal(
        [
            "OFAC: 0 clear, 1 hit, 2 reviewed, then clear, 3 held for a review, 4 stuck in Pending, 5 clear, hit after 30 days",
            "PEP: 0 clear, 1 hit, 2 reviewed, then clear, 3 held for a review, 4 stuck in Pending, 5 clear, hit after 30 days",
            "the pace: 0 default, 1 instant, 2 minutes, 3 days, 9 never",
            "the delivery: 0 clean, 1 duplicate, 2 reordered, 3 first attempt lost, 4 event lost, 5 late, 6 wrong password, 7 broken body, 8 storm",
        ],
        CodedStory.Describe().Select(place => $"{place.Of}: {string.Join(", ", place.Digits.Select(digit => $"{digit.Key} {digit.Value}"))}"));

    [Theory]
    [InlineData("0000", null)]
    [InlineData("5598", null)]
    [InlineData("6000", "'6' is no digit for OFAC; write one of 012345")]
    [InlineData("0600", "'6' is no digit for PEP; write one of 012345")]
    [InlineData("0040", "'4' is no digit for the pace; write one of 01239")]
    [InlineData("0009", "'9' is no digit for the delivery; write one of 012345678")]
    [InlineData("7779", "'7' is no digit for OFAC; write one of 012345")]
    public void The_first_digit_without_a_meaning_is_named(string digits, string? fault)
    {
        Assert.Equal(fault, CodedStory.FindFault(digits));
        Assert.Equal(fault, Code.FindFault($"tax-id-{digits}"));
        Assert.Equal(fault is null, Code.Find($"tax-id-{digits}") is not null);
    }

    [Theory]
    [InlineData("tax-id-000")]
    [InlineData("tax-id-00000")]
    [InlineData("Tax-id-0000")]
    [InlineData("clear")]
    [InlineData("tax-id-")]
    public void Another_name_is_no_story_of_a_tax_id(string name) => Assert.Equal((null, null), (Code.Find(name), Code.FindFault(name)));

    [Theory]
    [InlineData("98765????", "987651234", "tax-id-1234")]
    [InlineData("????98765", "123498765", "tax-id-1234")]
    [InlineData("9?8?7?6?5", "918273645", "tax-id-1234")]
    [InlineData("98765????", "98765123", null)]
    [InlineData("98765????", "9876512345", null)]
    [InlineData("98765????", "887651234", null)]
    [InlineData("98765????", "987641234", null)]
    [InlineData("98765????", null, null)]
    [InlineData("", "", null)]
    [InlineData("", "987651234", null)]
    [InlineData("98765432?", "987654321", null)]
    public void The_digits_at_the_marks_of_the_mask_are_the_code(string mask, string? taxId, string? name)
    {
        var code = new TaxIdCode(mask, Pace.Fast);

        Assert.Equal(name, code.FindName(JsonSerializer.SerializeToElement(new { profile = new { taxId } })));
        Assert.Equal((mask, "the tax-id code"), (code.Mask, code.Origin));
        if (name is not null)
        {
            Assert.Contains($$"""match: { body: { profile.taxId: "{{taxId}}" } }""", code.Find("tax-id-1234") ?? code.Find(name)!.Replace("0", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_a_mask_there_are_no_stories()
    {
        var none = new TaxIdCode("", Pace.Fast);

        Assert.Equal((null, null), (none.Find("tax-id-0000"), none.FindFault("tax-id-6000")));
        Assert.Null(Code.FindName(JsonSerializer.SerializeToElement(new { profile = new { } })));
    }

    [Fact]
    public void A_story_is_a_whole_file() => Assert.Equal(
        """
        version: 1
        scenario: tax-id-1218
        title: OFAC hit; PEP reviewed, then clear; pace instant; delivery storm
        match: { body: { profile.taxId: "987651218" } }
        timeline:
          - { id: onboarded, after: 0ms, emit: Core.Customer.Onboarded }
          - { id: pep-answer, after: 0ms, set: { pepScan: Failed } }
          - { id: ofac-answer, after: 0ms, set: { ofac: Failed } }
          - { id: review, after: 0ms, set: { pepScan: Reviewing, ofac: Reviewing } }
          - { id: outcome, after: 0ms, set: { pepScan: Clear, ofac: Positive } }
        delivery:
          faults:
            - { duplicate: { copies: 1, gap: 0ms..2s, sameId: true } }
            - { reorder: { how: reverse, window: 5s } }
            - { event: '*.Onboarded', attempts: 1, lose: attempt }
            - { event: '*.PepScan.Changed', attempts: 1, auth: wrong-password }

        """,
        Code.Find("tax-id-1218"));

    [Theory]
    [InlineData('0', "")]
    [InlineData('1', "duplicate: { copies: 1, gap: 0ms..2s, sameId: true }")]
    [InlineData('2', "reorder: { how: reverse, window: 5s }")]
    [InlineData('3', "attempts: 1, lose: attempt")]
    [InlineData('4', "lose: event")]
    [InlineData('5', "late: 10s")]
    [InlineData('6', "attempts: 1, auth: wrong-password")]
    [InlineData('7', "attempts: 1, body: truncated")]
    public void The_last_digit_is_one_fault_of_all_deliveries(char digit, string fault) =>
        Assert.Equal(fault is "" ? "" : $"delivery:\n  faults:\n    - {{ {fault} }}\n", CodedDelivery.Write(digit));

    [Theory]
    [InlineData("2200", false, "onboarded, after: 100ms", "pep-answer, after: 850ms", "ofac-answer, after: 50ms", "review, after: 1s", "outcome, after: 2s")]
    [InlineData("2200", true, "onboarded, after: 7s..22s", "pep-answer, after: 1m33s..1m38s", "ofac-answer, after: 60ms", "review, after: 1m..5m", "outcome, after: 1h..2d")]
    [InlineData("2210", true, "onboarded, after: 0ms", "pep-answer, after: 0ms", "ofac-answer, after: 0ms", "review, after: 0ms", "outcome, after: 0ms")]
    [InlineData("2220", true, "onboarded, after: 10s", "pep-answer, after: 1m50s", "ofac-answer, after: 1s", "review, after: 5m", "outcome, after: 10m")]
    [InlineData("2230", true, "onboarded, after: 1h", "pep-answer, after: 1d", "ofac-answer, after: 1m", "review, after: 1d", "outcome, after: 2d")]
    [InlineData("0400", false, "onboarded, after: 100ms", "ofac-answer, after: 900ms")]
    [InlineData("0400", true, "onboarded, after: 7s..22s", "ofac-answer, after: 1m33s60ms..1m38s60ms")]
    [InlineData("4000", false, "onboarded, after: 100ms", "pep-answer, after: 850ms")]
    [InlineData("4400", false, "onboarded, after: 100ms")]
    [InlineData("5000", false, "onboarded, after: 100ms", "pep-answer, after: 850ms", "ofac-answer, after: 50ms", "rescan, at: 30d", "rescan-review, at: 30d1s", "rescan-outcome, at: 30d3s")]
    [InlineData("0500", true, "onboarded, after: 7s..22s", "pep-answer, after: 1m33s..1m38s", "ofac-answer, after: 60ms", "rescan, at: 30d", "rescan-review, at: 30d5m", "rescan-outcome, at: 32d5m")]
    [InlineData("3300", false, "onboarded, after: 100ms", "pep-answer, after: 850ms", "ofac-answer, after: 50ms", "pep-review, at: 2s", "ofac-review, at: 2s")]
    [InlineData("3000", true, "onboarded, after: 7s..22s", "pep-answer, after: 1m33s..1m38s", "ofac-answer, after: 60ms", "ofac-review, at: 5m")]
    [InlineData("0310", true, "onboarded, after: 0ms", "pep-answer, after: 0ms", "ofac-answer, after: 0ms", "pep-review, at: 1ms")]
    [InlineData("0320", true, "onboarded, after: 10s", "pep-answer, after: 1m50s", "ofac-answer, after: 1s", "pep-review, at: 10m")]
    [InlineData("0330", true, "onboarded, after: 1h", "pep-answer, after: 1d", "ofac-answer, after: 1m", "pep-review, at: 3d")]
    public void The_third_digit_or_the_pace_of_the_emulator_is_the_time_of_each_step(string digits, bool isFaithful, params string[] steps) => Assert.Equal(
        steps,
        new TaxIdCode("98765????", isFaithful ? Pace.Faithful : Pace.Fast).Find($"tax-id-{digits}")!
            .Split('\n').Where(line => line.StartsWith("  - { id", StringComparison.Ordinal)).Select(line => string.Join(",", line[10..].Split(',').Take(2))));

    [Fact]
    public void A_hold_has_an_action_for_each_result_and_ends_by_itself()
    {
        var file = Code.Find("tax-id-3310")!;

        Assert.Contains(
            "id: pep-review, at: 1ms, set: { pepScan: Reviewing }, hold: { actions: "
                + "{ release-pep: [{ set: { pepScan: Clear } }], reject-pep: [{ set: { pepScan: Positive } }] }, timeout: { after: 48h, action: release-pep } } }",
            file,
            StringComparison.Ordinal);
        Assert.Contains(
            "id: ofac-review, at: 1ms, set: { ofac: Reviewing }, hold: { actions: "
                + "{ release-ofac: [{ set: { ofac: Clear } }], reject-ofac: [{ set: { ofac: Positive } }] }, timeout: { after: 48h, action: release-ofac } } }",
            file,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_hit_of_both_scans_is_in_the_same_steps()
    {
        var file = Code.Find("tax-id-5510")!;

        Assert.All(["Failed", "Reviewing", "Positive"], status => Assert.Contains($"set: {{ pepScan: {status}, ofac: {status} }}", file, StringComparison.Ordinal));
        Assert.EndsWith("timeline: []\n", Code.Find("tax-id-3390")!, StringComparison.Ordinal);
        Assert.Contains("pace never; delivery clean", Code.Find("tax-id-3390")!, StringComparison.Ordinal);
    }
}
