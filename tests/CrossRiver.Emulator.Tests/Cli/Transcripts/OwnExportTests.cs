using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Cli.Transcripts;

/// <summary>A journal that an emulator exports as an HTTP archive shows no difference.</summary>
public sealed class OwnExportTests : IAsyncDisposable
{
    private readonly RunningEmulator _manual = new() { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Clock:Mode"] = "Manual" } };
    private readonly RunningEmulator _real = new();
    private readonly Recording _recording = new();

    public async ValueTask DisposeAsync()
    {
        _recording.Dispose();
        await _manual.DisposeAsync();
        await _real.DisposeAsync();
    }

    [Fact]
    public async Task A_story_with_children_registrations_and_accounts_shows_none()
    {
        var partner = _manual.NewPartner();

        await PlayAsync(partner, () => partner.AdvanceAsync("1h"));

        await AssertAlikeAsync(partner);
    }

    [Fact]
    public async Task So_does_one_in_real_time()
    {
        var partner = _real.NewPartner();

        await PlayAsync(partner, async () => (await partner.PostAsync($"{partner.Control}/wait", new JsonObject { ["until"] = "idle", ["within"] = "2s" })).Expect(HttpStatusCode.OK));

        await AssertAlikeAsync(partner);
    }

    private static async Task PlayAsync(Partner partner, Func<Task> letPass)
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var registration = await partner.RegisterAsync(inbox.Url, "Core.Customer.Onboarded");
        var idle = await partner.OnboardAsync();
        var customer = await partner.OnboardReachableAsync();
        await letPass();
        var path = $"/core/v1/cm/customers/{customer["id"]}";
        foreach (var child in new[] { "address", "phone", "email", "identification" })
        {
            var kind = child is "address" ? "addresses" : $"{child}s";
            var added = (await partner.PostAsync($"{path}/{kind}", Example.Read($"add-{child}.request.json"))).Expect(HttpStatusCode.OK);
            (await partner.GetAsync($"{path}/{kind}/{added["id"]}")).Expect(HttpStatusCode.OK);
            (await partner.DeleteAsync($"{path}/{kind}/{added["id"]}")).Expect(HttpStatusCode.OK);
        }

        var number = (string)(await partner.OpenAccountAsync(customer)).Expect(HttpStatusCode.OK)["accountNumber"]!;
        (await partner.OpenAccountAsync(idle)).Expect(HttpStatusCode.BadRequest);
        (await partner.PostAsync("/wires/v1/payments/simulations", new JsonObject { ["accountNumber"] = number, ["amount"] = 50_000 })).Expect(HttpStatusCode.OK);
        var sub = (string)(await partner.PostAsync("/core/v1/dda/subaccounts", new JsonObject { ["masterAccountNumber"] = number, ["title"] = "Savings" })).Expect(HttpStatusCode.OK)["accountNumber"]!;
        (await partner.PostAsync("/core/v1/transfers", new JsonObject { ["debitAccountNumber"] = number, ["creditAccountNumber"] = sub, ["amount"] = 20_000 })).Expect(HttpStatusCode.OK);
        (await partner.GetAsync($"/core/v1/dda/accounts/{number}")).Expect(HttpStatusCode.OK);
        (await partner.GetAsync($"/core/v1/dda/subaccounts/{sub}")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Accepted, (await partner.PutAsync($"/webhooks/v1/registrations/{registration["id"]}/ping", [])).Status);
        (await partner.DeleteAsync($"{path}")).Expect(HttpStatusCode.OK);
        (await partner.PostAsync($"{path}/emails", Example.Read("add-email.request.json"))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.NoContent, (await partner.DeleteAsync($"/webhooks/v1/registrations/{registration["id"]}")).Status);
    }

    private async Task AssertAlikeAsync(Partner partner)
    {
        _recording.Write(await partner.Http.GetStringAsync(new Uri($"/_emulator/partners/{partner.Id}/journal/export?format=har", UriKind.Relative), TestContext.Current.CancellationToken));

        var (exitCode, output) = await _recording.CompareAsync("--pace", "fast");

        Assert.True(exitCode is ExitCode.Done, output);
        Assert.StartsWith("26 calls compared, 0 differences\n", output, StringComparison.Ordinal);
    }
}
