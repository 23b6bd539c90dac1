using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class ManyWorldsTests
{
    // It is about 1,300 on a machine of 64 bits.
    private const int MostBytesOfEach = 4_096;

    // A thousand by hand, fewer where others wait for the result.
    private static int Worlds => int.TryParse(Environment.GetEnvironmentVariable("WORLDS"), CultureInfo.InvariantCulture, out var worlds) ? worlds : 100;

    [Fact]
    public async Task Worlds_that_are_advanced_in_parallel_do_not_see_each_other()
    {
        await using var emulator = new RunningEmulator();
        await using var inbox = await WebhookInbox.StartAsync();
        var http = new HttpClient { BaseAddress = emulator.Url("http") };

        var clocks = await Task.WhenAll(Enumerable.Range(1, Worlds).Select(async number =>
        {
            var partner = new Partner(new Guid(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), http);
            var clock = $"/_emulator/partners/{partner.Id}/clock";
            (await partner.PutAsync(clock, new JsonObject { ["mode"] = "manual", ["now"] = "2031-01-01T00:00:00Z" })).Expect(HttpStatusCode.OK);
            await partner.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged);
            var customer = await partner.OnboardAsync(scenario: "ofac-review");

            // Odd ones come to the review's end, even ones to its beginning.
            var advance = (await partner.PostAsync($"{clock}/advance", new JsonObject { ["by"] = number % 2 == 0 ? "47h" : "49h" })).Expect(HttpStatusCode.OK);
            Assert.Equal(number % 2 == 0 ? "Reviewing" : "Clear", (string)(await partner.GetCustomerAsync(customer))["ofac"]!);
            Assert.All(advance["happened"]!.AsArray(), entry => Assert.Equal(partner.Id.ToString(), (string)entry!["partnerId"]!));
            return (string)(await partner.GetAsync(clock)).Expect(HttpStatusCode.OK)["now"]!;
        }));

        Assert.Equal(2, clocks.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal((Worlds * 5 / 2) + (Worlds % 2), inbox.All.Count);
        Assert.All(inbox.All.GroupBy(webhook => (string)webhook.Json["partnerId"]!), own => Assert.Single(own.Select(webhook => webhook.CustomerId).Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_world_in_which_nothing_has_happened_costs_little()
    {
        await using var emulator = new RunningEmulator();
        var worlds = emulator.Services.GetRequiredService<WorldDirectory>();
        worlds.Open(new Guid(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var number in Enumerable.Range(1, Worlds))
        {
            worlds.Open(new Guid(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Worlds, 0, MostBytesOfEach);
    }
}
