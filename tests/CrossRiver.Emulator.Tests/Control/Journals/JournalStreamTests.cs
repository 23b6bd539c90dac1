using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>The journal as it grows, for those who look on.</summary>
public sealed class JournalStreamTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_tells_what_happens_and_goes_on_where_it_was_left()
    {
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner();
        await partner.OnboardAsync();

        await using var first = await OpenAsync(partner, $"partners/{partner.Id}/journal/stream");
        Assert.Equal("heartbeat", (await first.NextAsync()).EventType);
        var told = await first.NextAsync(2);
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(2), partner);
        await using var second = await OpenAsync(partner, $"partners/{partner.Id}/journal/stream?after=1", lastEventId: told[^1].EventId);
        Assert.Equal("heartbeat", (await second.NextAsync()).EventType);
        told = [.. told, .. await second.NextAsync(7)];

        Assert.Equal(["call", "change", "choice", "change", "event", "change", "event", "change", "event"], told.Select(item => item.EventType));
        Assert.Equal(told.Select(item => item.EventId), told.Select(item => $"{JsonNode.Parse(item.Data)!["number"]}"));
        Assert.Equal(Enumerable.Range(1, 9), told.Select(item => int.Parse(item.EventId!, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(200, (int)JsonNode.Parse(told[0].Data)!["statusCode"]!);
    }

    [Fact]
    public async Task A_stream_of_all_worlds_has_its_own_cursors_and_takes_the_same_filters()
    {
        await using var emulator = new StandingEmulator();
        var (one, other) = (emulator.NewPartner(), emulator.NewPartner());
        await one.OnboardAsync();
        await using var stream = await OpenAsync(one, "journal/stream?kind=choice");
        await other.OnboardAsync();

        Assert.Equal("heartbeat", (await stream.NextAsync()).EventType);
        var told = await stream.NextAsync(2);

        Assert.Equal([$"{one.Id}", $"{other.Id}"], told.Select(item => (string)JsonNode.Parse(item.Data)!["partnerId"]!));
        Assert.Equal(["3", "6"], told.Select(item => item.EventId));
    }

    [Fact]
    public async Task A_stream_says_how_many_entries_it_has_lost()
    {
        await using var emulator = new StandingEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Worlds:JournalEntries"] = "100" } };
        var partner = emulator.NewPartner();
        for (var i = 0; i < 50; i++)
        {
            await partner.OnboardAsync();
        }

        await using var stream = await OpenAsync(partner, $"partners/{partner.Id}/journal/stream?after=10");
        await stream.NextAsync();
        var lost = await stream.NextAsync();
        var first = await stream.NextAsync();

        Assert.Equal(("lost", 40), (lost.EventType, (int)JsonNode.Parse(lost.Data)!["lost"]!));
        Assert.Equal($"{partner.Id}", (string)JsonNode.Parse(lost.Data)!["partnerId"]!);
        Assert.Equal("51", first.EventId);
    }

    [Fact]
    public async Task A_stream_that_begins_at_a_cursor_of_an_earlier_life_says_so_and_begins_at_the_beginning()
    {
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner();
        await partner.OnboardAsync();

        await using var stream = await OpenAsync(partner, $"partners/{partner.Id}/journal/stream", lastEventId: "1000");

        Assert.Equal(["heartbeat", "restarted", "call"], (await stream.NextAsync(3)).Select(item => item.EventType));
    }

    [Fact]
    public async Task A_silent_stream_gives_signs_of_life()
    {
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner();
        await partner.BeginAsync();
        await using var stream = await OpenAsync(partner, $"partners/{partner.Id}/journal/stream");
        await stream.NextAsync();

        var sign = stream.NextAsync();
        await Until.HoldsAsync(() => sign.IsCompleted, () => emulator.Clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal("heartbeat", (await sign).EventType);
    }

    [Fact]
    public async Task A_stream_of_a_world_that_is_over_says_so_and_who_comes_back_is_told_of_the_next_world()
    {
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner();
        var path = $"partners/{partner.Id}/journal/stream?kind=choice";
        await partner.OnboardAsync();
        await using var first = await OpenAsync(partner, path);
        await first.NextAsync(2);

        await partner.DeleteAsync($"/_emulator/partners/{partner.Id}");
        var last = await first.NextAsync();
        await Assert.ThrowsAsync<EndOfStreamException>(first.NextAsync);
        await partner.OnboardAsync();
        await using var next = await OpenAsync(partner, path, lastEventId: last.EventId);

        Assert.Equal(("over", "0"), (last.EventType, last.EventId));
        Assert.Equal(["heartbeat", "choice"], (await next.NextAsync(2)).Select(item => item.EventType));
    }

    [Fact]
    public async Task A_stream_ends_when_the_emulator_stops()
    {
        var emulator = new RunningEmulator();
        var partner = emulator.NewPartner();
        await partner.BeginAsync();
        await using var stream = await OpenAsync(partner, $"partners/{partner.Id}/journal/stream");
        await stream.NextAsync();

        await emulator.DisposeAsync();

        await Assert.ThrowsAsync<EndOfStreamException>(stream.NextAsync);
    }

    [Fact]
    public async Task A_place_that_is_none_is_refused()
    {
        await using var emulator = new RunningEmulator();
        var partner = emulator.NewPartner();
        await partner.BeginAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, $"/_emulator/partners/{partner.Id}/journal/stream");
        request.Headers.Add("Last-Event-ID", "x");

        var answer = await partner.SendAsync(request);

        answer.Expect(HttpStatusCode.BadRequest);
        Assert.Equal("Last-Event-ID must be the id of an event of this stream, a whole number from 0", Assert.Single(answer.Messages));
    }

    private async Task<EventStream> OpenAsync(Partner partner, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/_emulator/{path}");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await partner.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _cancellation);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));

        return new EventStream(response, SseParser.Create(await response.Content.ReadAsStreamAsync(_cancellation)).EnumerateAsync(_cancellation).GetAsyncEnumerator(_cancellation));
    }

    private sealed class EventStream(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> items) : IAsyncDisposable
    {
        public async Task<SseItem<string>> NextAsync() =>
            await items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)) ? items.Current : throw new EndOfStreamException();

        public async Task<IReadOnlyList<SseItem<string>>> NextAsync(int count)
        {
            var next = new List<SseItem<string>>();
            while (next.Count < count)
            {
                next.Add(await NextAsync());
            }

            return next;
        }

        // The answer first: else the reader would wait for its next event.
        public ValueTask DisposeAsync()
        {
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
