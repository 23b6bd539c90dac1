using System.Text;
using System.Text.Json;
using CrossRiver.Emulator.Kernel.Journal.Keeping;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>A call in a journal: before its answer, with it, and in a file of the state.</summary>
public sealed class CallEntryTests
{
    private static readonly Guid Customer = new("6f9619ff-8b86-d011-b42d-00c04fc964ff");

    [Fact]
    public void Before_its_answer_a_call_has_nothing_of_it()
    {
        var call = NewCall();

        Assert.False(call.IsComplete);
        Assert.Equal((null, null, null, null, null), (call.Operation, call.CustomerId, call.StatusCode, call.DurationMilliseconds, call.BodyBytes));
        Assert.Equal((null, null, null, null), (call.Errors, call.Refusals, call.Body, call.KeyHash));
    }

    [Fact]
    public void With_its_answer_a_call_has_the_whole_outcome()
    {
        var call = Answered(NewCall(hash: 0xab), """{"a":1}""", bodyLength: 9);

        Assert.True(call.IsComplete);
        Assert.Equal(("customers.create", Customer, 400, 250.123, 9), (call.Operation, call.CustomerId, call.StatusCode, call.DurationMilliseconds, call.BodyBytes));
        Assert.Equal(["Name required"], call.Errors);
        Assert.Equal(["nameRequired"], call.Refusals);
        Assert.Equal(("""{"a":1}""", "000000ab"), (call.Body!.Value.GetRawText(), call.KeyHash));
        Assert.Equal(Customer, call.AboutCustomer);
    }

    [Fact]
    public void A_call_that_nobody_answered_and_that_had_no_body_says_so()
    {
        var call = NewCall();
        call.Answer(new CallOutcome(CallOutcome.NoStatus, TimeSpan.Zero));

        Assert.Equal((null, null, 0.0), (call.StatusCode, call.BodyBytes, call.DurationMilliseconds));
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", 7, true)]
    [InlineData("""{"a":1}""", """{"a":1}""", 8, false)]
    [InlineData("""{"a":1}""", """{"a":2}""", 7, false)]
    public void Two_calls_have_the_same_body_if_it_has_the_same_length_and_beginning(string one, string other, int length, bool isSame)
    {
        var (first, second) = (Answered(NewCall(), one), Answered(NewCall(), other, length));

        Assert.Equal(isSame, first.HasBodyOf(second));
        Assert.Equal(isSame, first.HashBody() == second.HashBody());
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void A_long_body_is_copied_up_to_its_first_4096_bytes(int length, bool isShared)
    {
        var body = Encoding.UTF8.GetBytes($"[{new string('1', length - 2)}]");
        var call = NewCall();
        call.Answer(new CallOutcome(200, TimeSpan.Zero) { Body = body });
        var before = call.HashBody();

        body[1] = (byte)'2';

        Assert.Equal(isShared, call.HashBody() != before);
        Assert.Equal(length, call.BodyBytes);
    }

    [Fact]
    public void A_call_is_saved_and_restored_as_it_is_shown()
    {
        var call = Answered(new CallEntry
        {
            At = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
            Method = "POST",
            Path = "/core",
            SentQuery = "?a=1&token=s",
            RequestId = "r1",
            ClientId = "client",
            OriginalRequestId = "r0",
            SentKeyHash = 7,
            SentTokenHash = 8,
            UnknownMembers = ["?x"],
        }, """{"taxId":"123456789"}""", bodyLength: 99);

        var restored = (CallEntry)SavedEntry.Of(call).ToEntry();

        Assert.Equal(Shown(call), Shown(restored));
        Assert.Equal((8u, 7u, 99), (restored.SentTokenHash, restored.SentKeyHash, restored.BodyBytes));
        Assert.Null(restored.Refusals);
    }

    [Fact]
    public void A_call_without_an_answer_is_restored_without_one()
    {
        var restored = (CallEntry)SavedEntry.Of(NewCall()).ToEntry();

        Assert.True(restored.IsComplete);
        Assert.Equal((null, null, 0.0), (restored.StatusCode, restored.BodyBytes, restored.DurationMilliseconds));
        Assert.Null(restored.Body);
    }

    [Fact]
    public void Any_other_entry_is_saved_as_it_is()
    {
        var entry = new ControlEntry { At = default, Number = 7, Order = 9, What = "something" };

        var saved = SavedEntry.Of(entry);

        Assert.Equal((7, 9, null), (saved.Number, saved.Order, saved.Call));
        Assert.Same(entry, saved.ToEntry());
    }

    [Fact]
    public void An_edited_webhook_counts_with_its_body_and_its_headers()
    {
        var headers = new Dictionary<string, string?>(StringComparer.Ordinal) { ["abc"] = "de", ["f"] = null };
        var webhook = new JournaledWebhook(JsonElement.Parse("""{"a":1}"""), 7, headers);

        Assert.Equal(100, new JournaledWebhook(null, 0, null).EstimateBytes());
        Assert.Equal(100 + 7 + 110 + 102, webhook.EstimateBytes());
        Assert.Equal(200 + 24 + 319 + 100, new ControlEntry { At = default, What = "", Before = webhook, After = new JournaledWebhook(null, 0, null) }.EstimateBytes());
    }

    private static CallEntry NewCall(uint hash = 0) => new() { At = default, Method = "POST", Path = "/", RequestId = "r1", SentKeyHash = hash };

    private static CallEntry Answered(CallEntry call, string body, int? bodyLength = null)
    {
        var outcome = new CallOutcome(400, TimeSpan.FromTicks(2_501_234))
        {
            Operation = "customers.create",
            CustomerId = Customer,
            Errors = ["Name required"],
            Refusals = ["nameRequired"],
            Body = Encoding.UTF8.GetBytes(body),
        };
        call.Answer(outcome, bodyLength);
        return call;
    }

    private static string Shown(CallEntry call) => JsonSerializer.Serialize(call, Text.WireJson.Options);
}
