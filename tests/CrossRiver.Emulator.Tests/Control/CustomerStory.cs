using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Control;

/// <summary>One customer's story, as a tester sees it and reaches into it.</summary>
internal sealed class CustomerStory(StandingEmulator emulator, Partner partner, JsonObject customer)
{
    private readonly DateTimeOffset _start = emulator.Clock.GetUtcNow();

    public string Path => $"/_emulator/partners/{partner.Id}/customers/{customer["id"]}";

    /// <summary>Onboards a customer with a scenario; with one of its own if its text is given.</summary>
    public static async Task<CustomerStory> BeginAsync(StandingEmulator emulator, Partner partner, string scenario, string? yaml = null)
    {
        if (yaml is not null)
        {
            (await partner.PutTextAsync($"/_emulator/partners/{partner.Id}/scenarios/{scenario}", yaml)).Expect(HttpStatusCode.OK);
        }

        return new CustomerStory(emulator, partner, await partner.OnboardAsync(scenario: scenario));
    }

    public Task<Answer> PostAsync(string call, string body = "{}") => partner.PostTextAsync($"{Path}/{call}", body);

    public async Task<JsonObject> TimelineAsync() => (await partner.GetAsync($"{Path}/timeline")).Expect(HttpStatusCode.OK);

    /// <summary>Moves the time from second to second, so that what follows from what is due is due in its turn.</summary>
    public async Task AdvanceAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(1));
        }
    }

    public Task AdvanceAsync(TimeSpan span) => emulator.AdvanceAsync(span, partner);

    public async Task<string> OfacAsync() => (string)(await partner.GetCustomerAsync(customer))["ofac"]!;

    /// <summary>What testers did, in order.</summary>
    public async Task<IReadOnlyList<string>> ControlAsync() =>
        [.. (await partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "control").Select(entry => (string)entry["what"]!)];

    public IReadOnlyList<string> PastOf(JsonObject timeline) =>
        [.. timeline["past"]!.AsArray().Select(step => $"{step!["id"]} {step["end"]} at {SecondsOf(step["at"]).ToString(CultureInfo.InvariantCulture)}: {step["what"]}")];

    public IReadOnlyList<string> PlannedOf(JsonObject timeline) =>
    [
        .. timeline["planned"]!.AsArray().Select(step =>
            $"{step!["id"]} {(step["waitsFor"] is { } other ? $"waits for {other}" : $"at {SecondsOf(step["dueAt"]).ToString(CultureInfo.InvariantCulture)}")}: {step["what"]}"),
    ];

    /// <summary>How many seconds after the create a moment is.</summary>
    public double SecondsOf(JsonNode? moment) => Math.Round(((DateTimeOffset)moment! - _start).TotalSeconds, 3);
}
