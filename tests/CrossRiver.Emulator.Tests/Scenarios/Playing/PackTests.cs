using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Accounts;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Each scenario that ships, played to its end on a clock that stands still between its steps: its whole story is the one that is kept.</summary>
public sealed class PackTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    public static TheoryData<string> Names =>
    [
        .. Directory.GetFiles(Path.Combine(RunningProgram.Repository, "scenarios"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_story_is_the_one_that_is_kept(string scenario)
    {
        await using var emulator = new StandingEmulator();
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = emulator.NewPartner(Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf"));
        await partner.RegisterAsync(inbox.Url, [.. CustomerEvents.All, .. AccountEvents.Types.Select(type => type.Name)]);
        var start = emulator.Clock.GetUtcNow();
        var customer = await OnboardAsync(partner, scenario);
        if (scenario.Contains("account", StringComparison.Ordinal))
        {
            (await partner.PostAsync($"/core/v1/cm/customers/{customer["id"]}/addresses", Example.Read("add-address.request.json"))).Expect(HttpStatusCode.OK);
            await emulator.AdvanceAsync(TimeSpan.Zero, partner);
            (await partner.PostAsync($"/core/v1/cm/customers/{customer["id"]}/phones", Example.Read("add-phone.request.json"))).Expect(HttpStatusCode.OK);
            await PlayAsync(emulator, partner, start, TimeSpan.FromSeconds(2));
            (await partner.OpenAccountAsync(customer)).Expect(HttpStatusCode.OK);
        }

        await PlayAsync(emulator, partner, start);

        // What waits for a call waits no longer.
        await PersistAsync(partner, () => Write($"/core/v1/cm/customers/{customer["id"]}/addresses", Example.Read("add-address.request.json")));
        await PlayAsync(emulator, partner, start);

        var story = (await partner.GetJournalAsync()).Select(entry => Tell(entry, start)).OfType<string>().Append(await EndAsync(partner, customer));
        await Snapshot.AssertAsync($"tests/CrossRiver.Emulator.Tests/Scenarios/Playing/Pack/{scenario}.txt", string.Concat(story.Select(line => $"{line}\n")));
    }

    [Fact]
    public async Task The_long_example_of_the_format_is_played_to_the_last_of_its_thirty_nightly_scans()
    {
        await using var emulator = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Emulator:Scenarios:Folder"] = Path.Combine(RunningProgram.Repository, "tests/CrossRiver.Emulator.Tests/Scenarios/Schema/Examples"),
            },
        };
        var partner = emulator.NewPartner();
        var body = partner.Body("create-personal.request.json");
        body["profile"]!["taxId"] = "987653001";
        var customer = await partner.OnboardAsync(body);
        var story = $"{partner.Control}/customers/{customer["id"]}";
        while ((await partner.GetAsync($"{story}/timeline")).Expect(HttpStatusCode.OK)["holds"]!.AsArray() is [])
        {
            await AdvanceToNextAsync(emulator, partner);
        }

        (await partner.PostAsync($"{story}/actions/release", [])).Expect(HttpStatusCode.OK);

        var released = emulator.Clock.GetUtcNow();
        await emulator.AdvanceAsync(TimeSpan.Zero, partner);
        var scans = new List<double>();
        while (await partner.GetNextDueAtAsync() is { } due)
        {
            scans.Add(Math.Round((due - released).TotalHours, 3));
            await AdvanceToNextAsync(emulator, partner);
        }

        // The end of the hold's time, which is void, falls among them.
        Assert.Equal(Enumerable.Range(1, 30).Select(night => night * 24.0), scans.Where(hours => hours % 24 == 0).Distinct());
        Assert.Equal(30 * 24, scans[^1]);
    }

    // From due entry to due entry; the alarm of a clock rings at whole milliseconds.
    private static async Task PlayAsync(StandingEmulator emulator, Partner partner, DateTimeOffset start, TimeSpan? span = null)
    {
        await emulator.AdvanceAsync(TimeSpan.Zero, partner);
        while (await partner.GetNextDueAtAsync() is { } due && due - start < (span ?? Longest))
        {
            await AdvanceToNextAsync(emulator, partner);
        }
    }

    private static async Task AdvanceToNextAsync(StandingEmulator emulator, Partner partner)
    {
        var wait = (await partner.GetNextDueAtAsync() ?? emulator.Clock.GetUtcNow()) - emulator.Clock.GetUtcNow();
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(wait.TotalMilliseconds))), partner);
    }

    private static string? Tell(JsonObject entry, DateTimeOffset start) => (string)entry["kind"]! switch
    {
        "change" => $"{After(entry, start)} {entry["what"]}",
        "event" => $"{After(entry, start)} event {entry["eventName"]}",
        "attempt" when entry["statusCode"] is { } status => $"{After(entry, start)} sent {entry["eventName"]}, answered {status}",
        "attempt" => $"{After(entry, start)} sent {entry["eventName"]}, {entry["failure"]}",
        "fault" => $"{After(entry, start)} {entry["fault"]} by {entry["rule"]}",
        _ => null,
    };

    private static string After(JsonObject entry, DateTimeOffset start) =>
        ((DateTimeOffset)entry["at"]! - start).ToString(@"d\.hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);

    /// <summary>Onboards a customer whose create may fail, as a good client does.</summary>
    internal static Task<JsonObject> OnboardAsync(Partner partner, string scenario, JsonObject? body = null) => PersistAsync(partner, () => Create(partner, scenario, body));

    // As a good client does: what was not answered well is sent again, with the same idempotency key.
    private static async Task<JsonObject> PersistAsync(Partner partner, Func<HttpRequestMessage> request)
    {
        const int most = 5;
        for (var time = 1; ; time++)
        {
            try
            {
                var answer = await partner.SendAsync(request());
                if (answer.Status is HttpStatusCode.OK || time == most)
                {
                    return answer.Expect(HttpStatusCode.OK);
                }
            }
            catch (HttpRequestException) when (time < most)
            {
                // The connection broke.
            }
        }
    }

    private static HttpRequestMessage Create(Partner partner, string scenario, JsonObject? body)
    {
        var request = Write("/core/v1/cm/customers", body ?? partner.Body("create-personal.request.json"));
        request.Headers.Add("X-Emulator-Scenario", scenario);
        return request;
    }

    private static HttpRequestMessage Write(string path, JsonObject body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", "story");
        return request;
    }

    private static async Task<string> EndAsync(Partner partner, JsonObject customer)
    {
        var end = await PersistAsync(partner, () => new HttpRequestMessage(HttpMethod.Get, $"/core/v1/cm/customers/{customer["id"]}"));
        return $"in the end {end["status"]}, ofac {end["ofac"]}, pepScan {end["pepScan"]}";
    }
}
