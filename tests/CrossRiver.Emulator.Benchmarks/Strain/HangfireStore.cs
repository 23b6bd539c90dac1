using System.Globalization;
using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Benchmarks.Strain;

/// <summary>How many finished jobs Hangfire keeps, as its own page tells.</summary>
internal static partial class HangfireStore
{
    private static readonly Uri Page = new("_emulator/hangfire/jobs/succeeded", UriKind.Relative);

    public static async Task<int> CountAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var total = TotalItems().Match(await http.GetStringAsync(Page, cancellationToken));
        return total.Success ? int.Parse(total.Groups["total"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"Total items:?\s*(?:<[^>]*>)?\s*(?<total>[0-9,]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TotalItems();
}
