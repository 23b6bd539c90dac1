using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Kernel.Worlds;

[Trait("lane", "slow")]
public sealed class ManyResetsTests : IAsyncLifetime
{
    private const int Customers = 200;

    private readonly RunningEmulator _emulator = new();
    private readonly Partner _partner;

    public ManyResetsTests() => _partner = _emulator.NewPartner();

    private static int Resets => int.TryParse(Environment.GetEnvironmentVariable("RESETS"), CultureInfo.InvariantCulture, out var resets) ? resets : 10;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Nothing_of_an_epoch_that_is_over_is_received_stored_or_journaled()
    {
        var over = new HashSet<string>(StringComparer.Ordinal);
        var answered = 0;

        // From the twentieth on nobody answers: attempts are under way when the world is reset.
        await using var inbox = await WebhookInbox.StartAsync(_ => Interlocked.Increment(ref answered) <= 20 ? Task.FromResult(200) : new TaskCompletionSource<int>().Task);
        for (var reset = 0; reset < Resets; reset++)
        {
            await _partner.RegisterAsync(inbox.Url, [.. CustomerEvents.All]);
            var customers = await Task.WhenAll(Enumerable.Range(0, Customers).Select(number => OnboardAsync($"{reset}-{number}")));
            await inbox.NextAsync(25);
            (await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/reset", new JsonObject { ["keep"] = new JsonArray() })).Expect(HttpStatusCode.OK);
            var before = inbox.All.Count;
            answered = 0;

            over.UnionWith(customers.Select(customer => (string)customer["id"]!));
            await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
            var next = await OnboardAsync($"{reset}-after");
            while ((await inbox.NextAsync()).CustomerId != (string)next["id"]!)
            {
            }

            Assert.DoesNotContain(inbox.All.Skip(before), webhook => over.Contains(webhook.CustomerId));
            Assert.DoesNotContain(await _partner.GetJournalAsync(), entry => entry["customerId"] is { } id && over.Contains((string)id!));
            Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"/core/v1/cm/customers/{customers[^1]["id"]}")).Status);
            answered = 0;
            (await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/reset", new JsonObject { ["keep"] = new JsonArray() })).Expect(HttpStatusCode.OK);
        }
    }

    private Task<JsonObject> OnboardAsync(string clientIdentifier)
    {
        var body = _partner.Body("create-personal.request.json");
        body["clientIdentifier"] = clientIdentifier;
        return _partner.OnboardAsync(body);
    }
}
