using System.Net;
using System.Text;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Modules.Webhooks.Sending;

namespace CrossRiver.Emulator.Control;

/// <summary>A tester changes a held webhook before it is released.</summary>
public sealed class EditedDeliveryTests
{
    [Fact]
    public async Task A_held_webhook_is_sent_as_it_was_edited_and_signed_as_it_is_sent()
    {
        await using var faulty = await StartAsync();
        var id = await HoldAsync(faulty);
        var text = $$"""{"partnerId":  "{{faulty.Partner.Id}}", "é": 1}""";

        var edited = (await EditAsync(faulty, id, $$"""{"body":{{text}}, "headers":{"X-Request-Id":"42","Content-Type":"text/json","User-Agent":"me"} }""")).Expect(HttpStatusCode.OK);
        (await faulty.StepAsync($"{id}/release")).Expect(HttpStatusCode.OK);
        var webhook = await faulty.Inbox.NextAsync();

        Assert.Equal(text, (string)edited["edit"]!["body"]!);
        Assert.Equal("held", (string)edited["state"]!);
        Assert.Equal(text, webhook.Text);
        Assert.Equal(("42", "text/json", "me"), (webhook.Headers["X-Request-Id"], webhook.Headers["Content-Type"], webhook.Headers["User-Agent"]));
        Assert.True(await IsSignedAsync(faulty, webhook));
    }

    [Fact]
    public async Task Text_is_sent_to_the_letter_and_headers_can_be_left_out_or_forged()
    {
        await using var faulty = await StartAsync();
        var id = await HoldAsync(faulty);

        await EditAsync(faulty, id, $$"""{"body":"{\"id\": ","headers":{"{{SigningSecret.Header}}":null,"content-type":null} }""");
        await faulty.StepAsync($"{id}/release");
        var webhook = await faulty.Inbox.NextAsync();

        Assert.Equal("{\"id\": ", webhook.Text);
        Assert.DoesNotContain(SigningSecret.Header, webhook.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.False(webhook.Headers.ContainsKey("Content-Type"));
    }

    [Fact]
    public async Task The_journal_has_the_webhook_before_and_after_without_secrets()
    {
        await using var faulty = await StartAsync(answer: _ => Task.FromResult(500));
        var id = await HoldAsync(faulty);

        await EditAsync(faulty, id, """{"body":{"status":"Unknown","taxId":"987653001"},"headers":{"Authorization":"Basic c2VjcmV0","X-Left-Out":null}}""");
        await faulty.StepAsync($"{id}/release");
        await faulty.AdvanceAsync("0s");
        await faulty.StepAsync("resume");
        await faulty.AdvanceAsync("1m");

        var journal = await faulty.Partner.GetJournalAsync();
        var entry = journal.Single(entry => (string?)entry["what"] == $"deliveries: {id} edited");
        Assert.Equal(id, (string)entry["before"]!["body"]!["id"]!);
        Assert.Equal("Pending", (string)entry["before"]!["body"]!["status"]!);
        Assert.Equal("""{"body":{"status":"Unknown","taxId":"*****3001"},"bodyBytes":40,"headers":{"Authorization":"***","X-Left-Out":null}}""", entry["after"]!.ToJsonString());
        Assert.Equal("tester", (string)entry["by"]!);
        var attempts = journal.Where(entry => (string)entry["kind"]! is "attempt").ToList();
        Assert.Equal(4, attempts.Count(attempt => (bool?)attempt["edited"] is true && (string)attempt["eventId"]! == id));
        Assert.Contains(attempts, attempt => attempt["edited"] is null);
    }

    [Fact]
    public async Task An_edit_is_changed_part_by_part_and_taken_back()
    {
        await using var faulty = await StartAsync();
        var id = await HoldAsync(faulty);

        await EditAsync(faulty, id, """{"body":"1"}""");
        var both = (await EditAsync(faulty, id, """{"headers":{"X-A":"b"}}""")).Expect(HttpStatusCode.OK);
        var headers = (await EditAsync(faulty, id, """{"body":null}""")).Expect(HttpStatusCode.OK);
        var none = (await EditAsync(faulty, id, """{"headers":null}""")).Expect(HttpStatusCode.OK);
        await faulty.StepAsync($"{id}/release");

        Assert.Equal("""{"body":"1","headers":{"X-A":"b"}}""", both["edit"]!.ToJsonString());
        Assert.Equal("""{"headers":{"X-A":"b"}}""", headers["edit"]!.ToJsonString());
        Assert.Null(none["edit"]);
        Assert.Equal(id, (string)(await faulty.Inbox.NextAsync()).Json["id"]!);
    }

    [Fact]
    public async Task Only_a_webhook_that_the_pause_holds_is_edited()
    {
        await using var faulty = await StartAsync();
        await faulty.AdvanceAsync("1h");
        var id = (string)(await faulty.DeliveriesAsync())[0]["eventId"]!;

        var answer = await EditAsync(faulty, id, """{"body":"1"}""");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal($"Delivery {id} cannot be edited: the partner has acknowledged it; resend it", Assert.Single(answer.Messages));
    }

    [Theory]
    [InlineData("""{}""", "Body or Headers required")]
    [InlineData("""{"bodi":1}""", "There is no bodi; did you mean 'body'?")]
    [InlineData("""{"body":1}""", "Body must be text, which is sent to the letter, or an object, whose JSON is sent")]
    [InlineData("""{"headers":{"X A":"b"}}""", "Header 'X A' is no name of a header")]
    [InlineData("""{"headers":{"Content-Length":"3"}}""", "Header Content-Length belongs to the connection and cannot be changed")]
    [InlineData("""{"headers":{"X-A":"b\r\nX-B: c"}}""", "Header X-A must be at most 4096 printable characters of ASCII")]
    [InlineData("""{"headers":{"X-A":"b","x-a":"c"}}""", "Header X-A must be given once, in one casing")]
    [InlineData("""{"headers":{"X-A":1}}""", "Headers must be an object of at most 50 texts or nulls")]
    public async Task What_no_request_can_have_is_refused(string body, string message)
    {
        await using var faulty = await StartAsync();
        var id = await HoldAsync(faulty);

        var answer = await EditAsync(faulty, id, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(message, Assert.Single(answer.Messages));
    }

    [Fact]
    public async Task A_snapshot_keeps_an_edit_and_one_that_no_request_can_have_is_refused()
    {
        await using var faulty = await StartAsync("faults:\n  - event: '*'\n    body: extra-fields");
        var id = await HoldAsync(faulty);
        await EditAsync(faulty, id, """{"body":"edited","headers":{"X-A":"b","X-Left-Out":null}}""");
        var snapshot = (await faulty.Partner.GetAsync($"{faulty.Partner.Control}/snapshot")).Expect(HttpStatusCode.OK);

        await faulty.Partner.ResetAsync();
        (await faulty.Partner.PutAsync($"{faulty.Partner.Control}/snapshot", snapshot)).Expect(HttpStatusCode.OK);
        await faulty.StepAsync($"{id}/release");
        var webhook = await faulty.Inbox.NextAsync();
        snapshot["deliveries"]!["deliveries"]!.AsArray().Single(delivery => (string)delivery!["event"]!["id"]! == id)!["edit"]!["headers"]!["X-A"] = "\n";
        var refused = await faulty.Partner.PutAsync($"{faulty.Partner.Control}/snapshot", snapshot);

        // The fault adds members to an object, and this body is none.
        Assert.Equal(("edited", "b"), (webhook.Text, webhook.Headers["X-A"]));
        Assert.Contains("Header X-A must be", refused.Messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_edits_and_releases()
    {
        await using var faulty = await StartAsync();
        var id = await HoldAsync(faulty);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "no JSON", TestContext.Current.CancellationToken);

        var output = await new CommandRun(faulty.Emulator).RunAsync("edit", id, "--body", file, "--header", "X-A=b", "--header", "Authorization=", "--release");
        var webhook = await faulty.Inbox.NextAsync();
        File.Delete(file);

        Assert.EndsWith(", edited", output, StringComparison.Ordinal);
        Assert.Equal(("no JSON", "b"), (webhook.Text, webhook.Headers["X-A"]));
    }

    private static async Task<FaultyDeliveries> StartAsync(string delivery = "", Func<Webhook, Task<int>>? answer = null)
    {
        var faulty = await FaultyDeliveries.StartAsync(delivery, answer);
        await faulty.OnboardAsync();
        return faulty;
    }

    private static async Task<string> HoldAsync(FaultyDeliveries faulty)
    {
        (await faulty.StepAsync("pause")).Expect(HttpStatusCode.OK);
        await faulty.AdvanceAsync("1h");
        return (string)(await faulty.DeliveriesAsync())[0]["eventId"]!;
    }

    private static Task<Answer> EditAsync(FaultyDeliveries faulty, string id, string body) => faulty.Partner.SendAsync(new HttpRequestMessage(HttpMethod.Patch, $"{faulty.Partner.Control}/deliveries/{id}")
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
    });

    // The emulator's own inbox checks signatures.
    private static async Task<bool> IsSignedAsync(FaultyDeliveries faulty, Webhook webhook)
    {
        var forwarded = new HttpRequestMessage(HttpMethod.Post, "/_emulator/inbox/forwarded") { Content = new StringContent(webhook.Text, Encoding.UTF8, "application/json") };
        forwarded.Headers.Add(SigningSecret.Header, webhook.Headers[SigningSecret.Header]);
        await faulty.Partner.SendAsync(forwarded);
        var message = (await faulty.Partner.GetAsync("/_emulator/inbox/forwarded/messages")).Json["messages"]![0]!;
        return (string)message["signature"]! is "valid" or "Valid";
    }
}
