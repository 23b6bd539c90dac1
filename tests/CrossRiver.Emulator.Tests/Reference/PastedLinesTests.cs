using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Reference;

/// <summary>Every line of docs/control-api.md does what is said above it when it is pasted into a terminal.</summary>
public sealed partial class PastedLinesTests : IAsyncLifetime
{
    private const string Tutorial = "6e80b097-693c-4592-8440-02f345335bbf";
    private const string Ours = $"/_emulator/partners/{Tutorial}";

    private readonly string _folder = Directory.CreateTempSubdirectory("pasted-").FullName;
    private readonly RunningEmulator _emulator = new()
    {
        // One line is about the certificate.
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Https:Enabled"] = "true", ["Emulator:Https:Port"] = "0" },
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_line_of_the_page_works_as_pasted()
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("curl") && RunningProgram.IsInstalled("bash"), "The page's lines are for curl in a shell.");
        var page = await File.ReadAllTextAsync(Path.Combine(RunningProgram.Repository, "docs/control-api.md"), TestContext.Current.CancellationToken);
        var lines = Block().Matches(page).Select(block => block.Groups["line"].Value).ToList();
        var partner = _emulator.NewPartner(Guid.Parse(Tutorial));
        await partner.RegisterAsync(new Uri(_emulator.Url("http"), "/_emulator/inbox/example"), CustomerEvents.Onboarded);
        await partner.OnboardAsync();

        var refused = new List<string>();
        foreach (var line in lines.OrderBy(Ends))
        {
            var (status, said) = line.Contains("curl -sN", StringComparison.Ordinal) ? await FollowAsync(line) : await PasteAsync(line, await KnownAsync(partner, line));
            if (status is < 200 or >= 300)
            {
                refused.Add($"{line}\nis answered {status}: {said}");
            }
        }

        Assert.True(lines.Count > 70, $"only {lines.Count} lines were found");
        Assert.True(refused is [], string.Join('\n', refused));
    }

    // What begins a world again, or ends it, takes away what other lines are about.
    private static int Ends(string line) => line switch
    {
        _ when line.Contains("/reset", StringComparison.Ordinal) || line.EndsWith("/return", StringComparison.Ordinal) => 1,
        _ when line.EndsWith($"DELETE http://localhost:5080{Ours}", StringComparison.Ordinal) => 2,
        _ => 0,
    };

    private async Task<(int Status, string Said)> PasteAsync(string line, IEnumerable<string> variables)
    {
        var pasted = line.Replace("http://localhost:5080", _emulator.Url("http").GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        await using var bash = RunningProgram.StartBash($"{string.Join('\n', variables)}\n{pasted} -w '\\n%{{http_code}}'", _folder);
        var exitCode = await bash.ExitAsync();

        return (exitCode is 0 ? int.Parse(bash.Output.Split('\n')[^1], System.Globalization.CultureInfo.InvariantCulture) : 0, bash.Output);
    }

    // A stream has no end that a shell could wait for.
    private async Task<(int Status, string Said)> FollowAsync(string line)
    {
        using var http = new HttpClient();
        var path = new Uri(_emulator.Url("http"), new Uri(line.Split(' ')[^1]).PathAndQuery);
        using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        return ((int)answer.StatusCode, "");
    }

    // The identifiers that the page says to take from other answers.
    private static async Task<IEnumerable<string>> KnownAsync(Partner partner, string line)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Regex.IsMatch(line, @"\$(CUSTOMER_ID|STEP|EVENT_ID)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking))
        {
            known["CUSTOMER_ID"] = await InReviewAsync(partner);
        }

        if (line.Contains("$ACCOUNT_NUMBER", StringComparison.Ordinal))
        {
            await PostAsync(partner, $"{Ours}/seed", """{"customers":4}""");
            known["ACCOUNT_NUMBER"] = (string)(await PostAsync(partner, $"{Ours}/accounts/seed", "{}"))["accounts"]![0]!["account"]!["accountNumber"]!;
        }

        if (line.Contains("/checkpoints/", StringComparison.Ordinal))
        {
            await PostAsync(partner, $"{Ours}/checkpoints/before-review", "");
        }

        if (line.Contains("$STEP", StringComparison.Ordinal))
        {
            var later = await PostAsync(partner, $"{Ours}/customers/{known["CUSTOMER_ID"]}/outcome", """{"ofac":"Clear","after":"30d"}""");
            known["STEP"] = (string)later["planned"]!.AsArray()[^1]!["id"]!;
        }

        if (line.Contains("$EVENT_ID", StringComparison.Ordinal))
        {
            var isHeld = !line.EndsWith("/resend", StringComparison.Ordinal);
            await PostAsync(partner, $"{Ours}/deliveries/{(isHeld ? "pause" : "resume")}", "");
            known["EVENT_ID"] = (string)(await PostAsync(partner, $"{Ours}/events", $$"""{"eventName":"{{CustomerEvents.Onboarded}}","customerId":"{{known["CUSTOMER_ID"]}}"}"""))["eventId"]!;
            await PostAsync(partner, $"{Ours}/wait", """{"until":"idle"}""");
        }

        if (line.Contains("$ID", StringComparison.Ordinal))
        {
            known["ID"] = (string)(await PostAsync(partner, $"{Ours}/faults", """{"call":"token.issue","which":"1","status":503}"""))["id"]!;
        }

        return known.Select(variable => $"{variable.Key}={variable.Value}");
    }

    private static async Task<string> InReviewAsync(Partner partner)
    {
        var customer = await partner.OnboardAsync(scenario: "ofac-review");
        await PostAsync(partner, $"{Ours}/clock/advance", """{"by":"5s"}""");

        return (string)customer["id"]!;
    }

    private static async Task<JsonObject> PostAsync(Partner partner, string path, string body)
    {
        var answer = body is "" ? await partner.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)) : await partner.PostTextAsync(path, body);

        return answer.Text is "" ? [] : answer.Expect(HttpStatusCode.OK);
    }

    [GeneratedRegex("```sh\n(?<line>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
