using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Cli.Transcripts;

/// <summary>The files that <c>compare</c> reads, and those that it refuses.</summary>
public sealed class RecordingFileTests : IDisposable
{
    private readonly Recording _recording = new();

    public void Dispose() => _recording.Dispose();

    [Theory]
    [InlineData("", "(1,1): this is no JSON; write an HTTP archive (log.entries), or a newman report (newman run … --reporters json)")]
    [InlineData("{\n  \"log\": nonsense", "(2,11): this is no JSON; write an HTTP archive (log.entries), or a newman report (newman run … --reporters json)")]
    [InlineData("[]", ": this is no recording; write an HTTP archive (log.entries), or a newman report (newman run … --reporters json)")]
    [InlineData("""{"log":{"entries":[]}}""", ": the recording has no calls; record at least one")]
    [InlineData("""{"log":{"entries":[7]}}""", ": entry 1 of log.entries has no request")]
    [InlineData("""{"log":{"entries":[{"request":{"url":"https://secret"}}]}}""", ": entry 1 of log.entries has no method; write request.method, such as GET")]
    [InlineData("""{"log":{"entries":[{"request":{"method":"GET","url":"/Griffin"}}]}}""", ": entry 1 of log.entries has no URL; write request.url, such as https://sandbox.crbcos.com/core/v1/cm/customers")]
    [InlineData("""{"log":{"entries":[{"request":{"method":"GET","url":"https://example.test/"}}]}}""", ": no call of the recording is for the bank; record calls such as GET https://sandbox.crbcos.com/core/v1/cm/customers")]
    [InlineData("""{"run":{"executions":[]}}""", ": the recording has no calls; record at least one")]
    [InlineData("""{"run":{"executions":[{}]}}""", ": execution 1 of run.executions has no request")]
    [InlineData("""{"results":[],"collection":{}}""", ": a run that Postman itself exports has no bodies; run the collection by newman: newman run COLLECTION --reporters json")]
    public async Task A_wrong_file_is_refused_in_one_line(string text, string message)
    {
        _recording.Write(text);

        var exception = await Assert.ThrowsAsync<CommandException>(() => _recording.CompareAsync());

        Assert.Equal((ExitCode.WrongUsage, $"{_recording.Path}{message}"), (exception.ExitCode, Assert.Single(exception.Messages)));
    }

    [Fact]
    public async Task A_file_that_is_missing_or_too_large_is_refused()
    {
        Assert.EndsWith("this file cannot be read; write a file that is there", (await Assert.ThrowsAsync<CommandException>(() => Recording.RunAsync("nowhere.har"))).Message, StringComparison.Ordinal);
        await using (var file = File.Create(_recording.Path))
        {
            file.SetLength((64 * 1024 * 1024) + 1);
        }

        Assert.EndsWith("the file has more than 64 MB; write a part of the recording", (await Assert.ThrowsAsync<CommandException>(() => _recording.CompareAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_calls_are_refused()
    {
        _recording.Write($$$"""{"log":{"entries":[{{{string.Join(',', Enumerable.Repeat("{}", 10_001))}}}]}}""");

        Assert.EndsWith("the recording has 10001 calls, and 10000 are the most; write a part of it", (await Assert.ThrowsAsync<CommandException>(() => _recording.CompareAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_newman_is_read_alike()
    {
        _recording.Change(6, "\"riskRating\":\"Low\"", "\"riskRating\":\"High\"");
        _recording.Write(new JsonObject { ["run"] = new JsonObject { ["executions"] = new JsonArray([.. _recording.Entries.Select(entry => ExecutionOf(entry!))]) } }.ToJsonString());

        Assert.Equal(["6 value $.profile.riskRating: High / Low"], await _recording.FindDifferencesAsync());
    }

    [Fact]
    public async Task Text_in_base64_is_read()
    {
        var content = _recording.Change(6, "\"riskRating\":\"Low\"", "\"riskRating\":\"High\"").AnswerTo(6)["content"]!;
        content["text"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes((string)content["text"]!));
        content["encoding"] = "base64";

        Assert.Equal(["6 value $.profile.riskRating: High / Low"], await _recording.FindDifferencesAsync());
    }

    // A report has the parts of URLs, the bytes of bodies, and only the date header as a moment.
    private static JsonObject ExecutionOf(JsonNode entry)
    {
        var (request, response) = (entry["request"]!, entry["response"]!);
        var url = new Uri((string)request["url"]!);
        var date = DateTimeOffset.Parse((string)entry["startedDateTime"]!, System.Globalization.CultureInfo.InvariantCulture).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["request"] = new JsonObject
            {
                ["method"] = (string)request["method"]!,
                ["url"] = new JsonObject
                {
                    ["protocol"] = url.Scheme,
                    ["host"] = new JsonArray([.. url.Host.Split('.').Select(part => (JsonNode)part)]),
                    ["path"] = new JsonArray([.. url.AbsolutePath.Trim('/').Split('/').Select(part => (JsonNode)part)]),
                    ["query"] = new JsonArray([.. url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(member => member.Split('=')).Select(member => (JsonNode)new JsonObject { ["key"] = member[0], ["value"] = member[1] })]),
                },
                ["header"] = new JsonArray([.. request["headers"]!.AsArray().Select(HeaderOf)]),
                ["body"] = request["postData"] is { } post ? new JsonObject { ["mode"] = "raw", ["raw"] = (string)post["text"]! } : null,
            },
            ["response"] = new JsonObject
            {
                ["code"] = (int)response["status"]!,
                ["header"] = new JsonArray([.. response["headers"]!.AsArray().Where(header => (string)header!["name"]! is not "Date").Select(HeaderOf), new JsonObject { ["key"] = "Date", ["value"] = date }]),
                ["stream"] = new JsonObject
                {
                    ["type"] = "Buffer",
                    ["data"] = new JsonArray([.. System.Text.Encoding.UTF8.GetBytes((string?)response["content"]!["text"] ?? "").Select(part => (JsonNode)part)]),
                },
            },
        };
    }

    private static JsonNode HeaderOf(JsonNode? header) => new JsonObject { ["key"] = (string)header!["name"]!, ["value"] = (string)header["value"]! };
}
