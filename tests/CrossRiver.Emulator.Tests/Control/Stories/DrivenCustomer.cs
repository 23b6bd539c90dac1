using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>A customer that a test drives by hand.</summary>
internal sealed class DrivenCustomer(Partner partner, JsonObject customer)
{
    private readonly DateTimeOffset _start = (DateTimeOffset)customer["createdAt"]!;

    private string Path => $"{partner.Control}/customers/{customer["id"]}";

    public static async Task<DrivenCustomer> BeginAsync(StandingEmulator emulator, Guid partnerId, string scenario, string? text = null)
    {
        var partner = emulator.NewPartner(partnerId);
        if (text is not null)
        {
            (await partner.PutTextAsync($"{partner.Control}/scenarios/{scenario}", text)).Expect(HttpStatusCode.OK);
        }

        await partner.RegisterAsync(new Uri("http://127.0.0.1:9/"), CustomerEvents.Onboarded);
        var body = partner.Body("create-personal.request.json");
        body["clientIdentifier"] = "driven-1";
        body["primaryPhone"] = Example.Read("add-phone.request.json");
        return new DrivenCustomer(partner, await PackTests.OnboardAsync(partner, scenario, body));
    }

    /// <summary>Returns whether the partner and its clock do a deed, and not a tester.</summary>
    public static bool IsOfPartner(string deed) => deed.Split(' ')[0] is "advance" or "address" or "account";

    public Task DoAsync(string deed) => deed.Split(' ') switch
    {
        ["advance", var span] => partner.AdvanceAsync(span is "1.5s" ? "1s500ms" : span),
        ["address"] => TryAsync(partner.PostAsync($"/core/v1/cm/customers/{customer["id"]}/addresses", Example.Read("add-address.request.json"))),
        ["account"] => TryAsync(partner.OpenAccountAsync(customer)),
        ["outcome", var field, var value] => PostAsync("outcome", new JsonObject { [field] = value, ["force"] = true }),
        ["silent", var field, var value] => PostAsync("outcome", new JsonObject { [field] = value, ["force"] = true, ["event"] = "none" }),
        ["later", var field, var value] => PostAsync("outcome", new JsonObject { [field] = value, ["force"] = true, ["after"] = "1s" }),
        ["send"] => TryAsync(partner.PostAsync($"{partner.Control}/events", new JsonObject { ["eventName"] = CustomerEvents.Onboarded, ["customerId"] = $"{customer["id"]}" })),
        ["release" or "reject"] => PostAsync($"actions/{deed}", []),
        ["rescan"] => PostAsync("rescan", new JsonObject { ["ofac"] = "Failed" }),
        [var command] => DoNextAsync(command),
        _ => throw new InvalidOperationException(deed),
    };

    public async Task<string> SaveAsync(string name)
    {
        await partner.WhenIdleAsync();
        var answer = await partner.GetAsync($"{Path}/scenario?name={name}");
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        return answer.Text;
    }

    /// <summary>Tells the changes and events of the customer, each with its time since the create, except those of the partner's own calls.</summary>
    public async Task<IReadOnlyList<string>> TellAsync()
    {
        await partner.WhenIdleAsync();
        return
        [
            .. (await partner.GetJournalAsync())
                .Where(entry => (string?)entry["customerId"] == (string)customer["id"]! && (string)entry["by"]! is not "partner" && ((string)entry["kind"]! is "event" || entry["field"] is not null))
                .Select(entry => $"{(DateTimeOffset)entry["at"]! - _start} {entry["field"] ?? entry["eventName"]} {entry["value"]}"),
        ];
    }

    private async Task DoNextAsync(string command)
    {
        var timeline = (await partner.GetAsync($"{Path}/timeline")).Expect(HttpStatusCode.OK);
        if (timeline["planned"]!.AsArray() is [var next, ..])
        {
            await PostAsync($"steps/{next!["id"]}/{command}", command is "delay" ? new JsonObject { ["by"] = "700ms" } : []);
        }
    }

    private Task PostAsync(string call, JsonObject body) => TryAsync(partner.PostAsync($"{Path}/{call}", body));

    // A refusal is no part of the story.
    private static async Task TryAsync(Task<Answer> call)
    {
        try
        {
            await call;
        }
        catch (HttpRequestException)
        {
            // A fault broke the connection.
        }
    }
}
