using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Faults.Api;

namespace CrossRiver.Emulator.Platform.Idempotency;

/// <summary>Stored answers as parts of snapshots and worlds.</summary>
public sealed class SavedAnswersTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_snapshot_keeps_the_answers_and_a_reset_forgets_them()
    {
        var body = _partner.Create("a");
        var first = (await _partner.CreateAsync(body, "key")).Expect(HttpStatusCode.OK);
        var snapshot = await SaveAsync();

        await _partner.ResetAsync();
        Assert.Empty((await SaveAsync())["answers"]!.AsArray());
        Assert.NotEqual((string)first["id"]!, (string)(await _partner.CreateAsync(body, "key")).Expect(HttpStatusCode.OK)["id"]!);
        (await _partner.PutAsync($"{_partner.Control}/snapshot", snapshot)).Expect(HttpStatusCode.OK);

        var again = await _partner.CreateAsync(body, "key");
        Assert.Equal((string)first["id"]!, (string)again.Expect(HttpStatusCode.OK)["id"]!);
        Assert.True(again.Headers.Contains("original-request-id"));
        Assert.Equal(1, await _partner.CountCustomersAsync());
    }

    [Theory]
    [InlineData("statusCode", "200", null)]
    [InlineData("statusCode", "299", null)]
    [InlineData("statusCode", "199", "an answer that is given again must have a status from 200 to 299")]
    [InlineData("statusCode", "300", "an answer that is given again must have a status from 200 to 299")]
    [InlineData("requestId", "\" a~\"", null)]
    [InlineData("requestId", "\"\"", "a request-id must be plain text")]
    [InlineData("requestId", "\"a\\u001f\"", "a request-id must be plain text")]
    [InlineData("requestId", "\"a\\u007f\"", "a request-id must be plain text")]
    [InlineData("requestId", "200", null)]
    [InlineData("requestId", "201", "a request-id must be plain text")]
    [InlineData("contentType", "null", null)]
    [InlineData("contentType", "\"é\"", "a content type must be plain text")]
    public async Task An_answer_that_cannot_be_given_again_is_refused(string member, string value, string? message)
    {
        (await _partner.CreateAsync(_partner.Create("a"), "key")).Expect(HttpStatusCode.OK);
        var snapshot = await SaveAsync();
        snapshot["answers"]![0]![member] = member is "requestId" && int.TryParse(value, CultureInfo.InvariantCulture, out var length) ? new string('a', length) : JsonNode.Parse(value);

        var answer = await _partner.PutAsync($"{_partner.Control}/snapshot", snapshot);

        Assert.Equal(message is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
        if (message is not null)
        {
            Assert.Contains($"answers[0].{member}", Assert.Single(answer.Messages), StringComparison.Ordinal);
            Assert.Contains(message, answer.Messages[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_answers_to_one_call_are_refused()
    {
        (await _partner.CreateAsync(_partner.Create("a"), "key")).Expect(HttpStatusCode.OK);
        var snapshot = await SaveAsync();
        snapshot["answers"]!.AsArray().Add(snapshot["answers"]![0]!.DeepClone());

        Assert.Contains("answers[1]", Assert.Single((await _partner.PutAsync($"{_partner.Control}/snapshot", snapshot)).Messages), StringComparison.Ordinal);
    }

    private async Task<JsonObject> SaveAsync() => (await _partner.GetAsync($"{_partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
}
