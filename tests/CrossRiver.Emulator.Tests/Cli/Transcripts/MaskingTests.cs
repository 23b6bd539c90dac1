using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Cli.Transcripts;

/// <summary>Nothing personal of a recording is in what <c>compare</c> prints and writes.</summary>
public sealed class MaskingTests : IDisposable
{
    private const string Customer = "9052b6a5-3f09-41d1-b526-ade80104eb79";

    private static readonly string[] Personal =
    [
        "Zebulon", "Quartermain", "918273645", "3645", "4079983321", "Wisteria", "zq@", "pa55-Quokka", "recorded.token", "s3cr3t-of-acme", "Quokka", "1953", "77001", "D55512345",
        Customer, Customer[..8], "hook-user",
    ];

    private readonly Recording _recording = new();

    public MaskingTests()
    {
        foreach (var entry in _recording.Entries)
        {
            var request = entry!["request"]!;
            if (request["postData"] is { } post)
            {
                post["text"] = Disguise((string)post["text"]!);
            }

            if (entry["response"]!["content"]!["text"] is { } text)
            {
                entry["response"]!["content"]!["text"] = Disguise((string)text!);
            }
        }
    }

    public void Dispose() => _recording.Dispose();

    [Fact]
    public async Task A_recording_with_other_names_shows_no_difference() => Assert.Empty(await _recording.FindDifferencesAsync());

    [Fact]
    public async Task Differences_do_not_show_values_of_people()
    {
        _recording.AnswerTo(4)["content"]!["text"] = $$"""
            {"id":"{{Customer}}","cifNumber":"918273645","classification":"Quartermain","status":"Zebulon Quartermain","name":{"lastName":"Quartermain!","firstName":"ZEBULON","Zebulon":1},
            "profile":{"taxId":918273645,"birthDate":"22.09.1953","918273645":"x","riskRating":"3645"},"Quartermain":{"zq@quartermain.test":1},"partnerId":"not-{{Customer}}","Wisteria Passage":[]}
            """;
        _recording.AnswerTo(12)["content"]!["text"] = $$"""
            {"errors":[{"code":"Zebulon","message":"zebulon QUARTERMAIN (918273645, zq@quartermain.test, +1 407 998-3321) lives at 77001 \"Quokka\" 'Wisteria', see {{Customer}}"},{"code":918273645,"message":"Tax id 918-27-3645 is taken"}]}
            """;
        _recording.AnswerTo(7)["headers"]!.AsArray().Single(header => (string)header!["name"]! is "Content-Type")!["value"] = "Zebulon Quartermain";
        _recording.Entries[10]!["request"]!["url"] = $"https://Zebulon:pa55-Quokka@sandbox.crbcos.com/core/v1/cm/customers/Quartermain/{Customer}?taxId=918273645";

        var (exitCode, text) = await _recording.CompareAsync();
        var (_, json) = await _recording.CompareAsync("--json", "--accept");
        var file = await File.ReadAllTextAsync(_recording.Accepted, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.CannotDo, exitCode);
        Assert.All([text, json, file], output => Assert.All(Personal, value => Assert.DoesNotContain(value, output, StringComparison.OrdinalIgnoreCase)));
        Assert.Contains("12 ", text, StringComparison.Ordinal);
        Assert.Contains("/core/v1/cm/customers/{id}/{id}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Li is no first name", "*** is no first name")]
    [InlineData("Ms Ramanujan-Iyer is no customer", "Ms ***-*** is no customer")]
    [InlineData("Customer seventh-loan not found", "Customer *** not found")]
    [InlineData("There is no agent Mata Hari", "There is no agent ***")]
    [InlineData("Born on 9/2/1953", "Born on ***")]
    public async Task A_message_shows_no_part_of_a_value_and_none_of_a_url(string message, string shown)
    {
        var post = _recording.Entries[3]!["request"]!["postData"]!;
        post["text"] = ((string)post["text"]!).Replace("Zebulon", "Li", StringComparison.Ordinal).Replace("Quartermain", "S. Ramanujan-Iyer", StringComparison.Ordinal);
        _recording.Entries[4]!["request"]!["url"] = "https://sandbox.crbcos.com/core/v1/cm/customers/seventh%2Dloan?agent=Mata+Hari&status=Active";
        _recording.AnswerTo(12)["content"]!["text"] = new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = 1000, ["message"] = message }, new JsonObject { ["code"] = 1000, ["message"] = "Last name required" }) }.ToJsonString();

        Assert.Contains($"12 message $.errors[0].message: {shown} / First name required", await _recording.FindDifferencesAsync());
    }

    [Theory]
    [InlineData("url")]
    [InlineData("method")]
    public async Task Refusals_do_not_show_values_of_people(string member)
    {
        _recording.Entries[3]!["request"]![member] = "Zebulon Quartermain 918273645";

        var exception = await Assert.ThrowsAsync<CommandException>(() => _recording.CompareAsync());

        Assert.All(Personal, value => Assert.DoesNotContain(value, exception.Message, StringComparison.OrdinalIgnoreCase));
    }

    private static string Disguise(string text) => text
        .Replace("Peter", "Zebulon", StringComparison.Ordinal)
        .Replace("Griffin", "Quartermain", StringComparison.Ordinal)
        .Replace("119988776", "918273645", StringComparison.Ordinal)
        .Replace("2015552345", "4079983321", StringComparison.Ordinal)
        .Replace("123 Any St", "77 Wisteria Passage", StringComparison.Ordinal)
        .Replace("12345\"", "77001\"", StringComparison.Ordinal)
        .Replace("peter@example.test", "zq@quartermain.test", StringComparison.Ordinal)
        .Replace("D12345678", "D55512345", StringComparison.Ordinal)
        .Replace("hook-password", "pa55-Quokka", StringComparison.Ordinal);
}
