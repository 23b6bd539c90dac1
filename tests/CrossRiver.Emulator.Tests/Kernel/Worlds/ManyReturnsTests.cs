using System.Collections.Concurrent;
using System.Net;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Returns to a checkpoint while the partner calls and webhooks are sent.</summary>
[Trait("lane", "slow")]
public sealed class ManyReturnsTests : IAsyncLifetime
{
    private const int Writers = 64;
    private const int Returns = 4;
    private const int Answered = 100;

    private readonly RunningEmulator _emulator = new();
    private readonly Partner _partner;

    public ManyReturnsTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Nothing_of_before_a_return_arrives_or_happens_after_it()
    {
        var answered = 0;

        // Later webhooks get no answer: attempts are in flight when the world returns.
        await using var inbox = await WebhookInbox.StartAsync(_ => Interlocked.Increment(ref answered) <= Answered ? Task.FromResult(200) : new TaskCompletionSource<int>().Task);
        await _partner.RegisterAsync(inbox.Url, [.. CustomerEvents.All]);
        (await _partner.PostAsync($"{_partner.Control}/checkpoints/clean", [])).Expect(HttpStatusCode.OK);
        var created = new ConcurrentQueue<string>();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers).Select(writer => WriteAsync(writer, created, stop.Token)).ToList();

        for (var number = 0; number < Returns; number++)
        {
            await Until.HoldsAsync(() => Volatile.Read(ref answered) > Answered);
            Volatile.Write(ref answered, 0);
            HashSet<string> over = [.. created];
            var back = (await _partner.PostAsync($"{_partner.Control}/checkpoints/clean/return", [])).Expect(HttpStatusCode.OK);
            var before = inbox.All.Count;
            await Until.HoldsAsync(() => !inbox.Unanswered.Any(webhook => over.Contains(webhook.CustomerId))).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            await Until.HoldsAsync(() => inbox.All.Count >= before + 20);

            Assert.Equal(number + 2, (int)back["epoch"]!);
            Assert.DoesNotContain(inbox.All.Skip(before), webhook => over.Contains(webhook.CustomerId));
            var since = (await _partner.GetAsync($"{_partner.Control}/journal?since=clean&limit=1000&kind=change,event,attempt,choice")).Expect(HttpStatusCode.OK);
            Assert.DoesNotContain(since["entries"]!.AsArray(), entry => entry!["customerId"] is { } id && over.Contains((string)id!));
            Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"/core/v1/cm/customers/{over.First()}")).Status);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers).WaitAsync(Partner.Patience, TestContext.Current.CancellationToken);
        Assert.NotEmpty(created);
    }

    private async Task WriteAsync(int writer, ConcurrentQueue<string> created, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var body = _partner.Body("create-personal.request.json");
            body["clientIdentifier"] = $"{writer}-{number}";
            created.Enqueue((string)(await _partner.OnboardAsync(body))["id"]!);
        }
    }
}
