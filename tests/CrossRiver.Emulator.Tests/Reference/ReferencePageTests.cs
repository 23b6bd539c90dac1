using System.Net;
using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Reference;

/// <summary>The page that shows the documents needs nothing but the emulator.</summary>
public sealed partial class ReferencePageTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task The_page_shows_both_documents_and_names_no_other_machine()
    {
        var page = await _partner.GetAsync("/_emulator/reference/");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("/openapi/bank.json", page.Text, StringComparison.Ordinal);
        Assert.Contains("/openapi/emulator.json", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page.Text, StringComparison.Ordinal);
        Assert.Contains("\"withDefaultFonts\":false", page.Text, StringComparison.Ordinal);
        Assert.Contains("\"telemetry\":false", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_gets_its_scripts_from_the_emulator()
    {
        var page = (await _partner.GetAsync("/_emulator/reference/")).Text;
        var scripts = Scripts().Matches(page).Select(match => match.Groups["path"].Value).ToList();

        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            Assert.Equal(HttpStatusCode.OK, (await _partner.GetAsync($"/_emulator/reference/{script}")).Status);
        }
    }

    [GeneratedRegex("<script[^>]* src=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scripts();
}
