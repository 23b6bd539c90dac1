using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Cli.Transcripts;

/// <summary>What <c>compare</c> finds in recordings of the sandbox, and what it passes over.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly Recording _recording = new();

    public void Dispose() => _recording.Dispose();

    [Fact]
    public async Task The_banks_own_examples_show_no_difference()
    {
        var (exitCode, output) = await _recording.CompareAsync();

        Assert.Equal(
            (ExitCode.Done, "11 calls compared, 0 differences\n1 call passed over: for idptest.crbcos.com, not of the bank's API\n"),
            (exitCode, output));
    }

    [Theory]
    [InlineData(6, "\"ofac\":\"Clear\",", "", "6 extra $.ofac: absent / text")]
    [InlineData(6, "\"status\":\"Active\",", "\"status\":\"Active\",\"tier\":{\"level\":1},", "6 missing $.tier: object / absent")]
    [InlineData(6, "\"firstName\":\"Peter\",\"lastName\":\"Griffin\"", "\"lastName\":\"Griffin\",\"firstName\":\"Peter\"", "6 order $.name: lastName before firstName / firstName before lastName")]
    [InlineData(6, "\"annualIncome\":0", "\"annualIncome\":\"0\"", "6 type $.dueDiligence.annualIncome: text / number")]
    [InlineData(6, "\"annualIncome\":0", "\"annualIncome\":0.00", "6 format $.dueDiligence.annualIncome: with 2 decimals / whole")]
    [InlineData(6, "\"annualIncome\":0", "\"annualIncome\":null", "6 type $.dueDiligence.annualIncome: null / number")]
    [InlineData(6, "10:49:58.843-05:00", "10:49:58.843Z", "6 format $.createdAt: yyyy-MM-ddTHH:mm:ss.fffZ / yyyy-MM-ddTHH:mm:ss.fff±hh:mm")]
    [InlineData(6, "10:49:58.843-05:00", "10:49:58-05:00", "6 format $.createdAt: yyyy-MM-ddTHH:mm:ss±hh:mm / yyyy-MM-ddTHH:mm:ss.fff±hh:mm")]
    [InlineData(6, "10:49:58.843-05:00", "10:49:58.8432222-05:00", "6 format $.createdAt: yyyy-MM-ddTHH:mm:ss.fffffff±hh:mm / yyyy-MM-ddTHH:mm:ss.fff±hh:mm")]
    [InlineData(6, "1953-09-22", "09/22/1953", "6 format $.profile.birthDate: a date with slashes / yyyy-MM-dd")]
    [InlineData(6, "1953-09-22", "1953-09-23", "6 value $.profile.birthDate: *** / ***")]
    [InlineData(6, "\"riskRating\":\"Low\"", "\"riskRating\":\"low\"", "6 format $.profile.riskRating: lower case / first letter upper case")]
    [InlineData(6, "\"riskRating\":\"Low\"", "\"riskRating\":\"High\"", "6 value $.profile.riskRating: High / Low")]
    [InlineData(6, "\"ofac\":\"Clear\"", "\"ofac\":\"Failed\"", "6 value $.ofac: Failed / Clear")]
    [InlineData(6, "\"regO\":false", "\"regO\":true", "6 value $.profile.regO: true / false")]
    [InlineData(6, "9052b6a5-3f09-41d1-b526-ade80104eb79", "9052B6A5-3F09-41D1-B526-ADE80104EB79", "6 format $.id: GUID, upper case / GUID, lower case")]
    [InlineData(6, "\"32653745014\"", "\"3265374501\"", "6 format $.cifNumber: 10 characters / 11 characters")]
    [InlineData(4, "\"ofac\":\"Pending\"", "\"ofac\":\"Clear\"", "4 value $.ofac: Clear / Pending")]
    [InlineData(5, "\"ofac\":\"Pending\"", "\"ofac\":\"Clear\"")]
    [InlineData(12, "1000", "1001", "12 code $.errors[0].code: 1001 / 1000", "12 code $.errors[1].code: 1001 / 1000")]
    [InlineData(12, "First name required", "First name is required", "12 message $.errors[0].message: First name is required / First name required")]
    [InlineData(12, ",{\"code\":1000,\"message\":\"Last name required\"}", "", "12 extra $.errors[1]: absent / object")]
    [InlineData(12, "\"errors\"", "\"Errors\"", "12 missing $.Errors: list / absent", "12 extra $.errors: absent / list")]
    [InlineData(2, "\"pageSize\":0", "\"pageSize\":10", "2 value $.pageSize: *** / ***")]
    public async Task A_planted_difference_of_a_body_is_found_and_nothing_else(int call, string text, string other, params string[] found) =>
        Assert.Equal(found, await _recording.Change(call, text, other).FindDifferencesAsync());

    [Fact]
    public async Task A_planted_status_is_found_and_the_rest_of_a_refusal_is_not_compared()
    {
        _recording.AnswerTo(4)["status"] = 201;
        _recording.AnswerTo(12)["status"] = 200;

        Assert.Equal(["4 status status: 201 / 200", "12 status status: 200 / 400"], await _recording.FindDifferencesAsync());
    }

    [Fact]
    public async Task Planted_headers_are_found_and_those_of_servers_are_not()
    {
        var headers = _recording.AnswerTo(4)["headers"]!.AsArray();
        headers.Single(header => (string)header!["name"]! is "Content-Type")!["value"] = "text/json";
        headers.Remove(headers.Single(header => (string)header!["name"]! is "request-id"));
        headers.Add(new JsonObject { ["name"] = "Location", ["value"] = "/core/v1/cm/customers/1" });
        headers.Add(new JsonObject { ["name"] = "X-Powered-By", ["value"] = "ASP.NET" });

        Assert.Equal(
            [
                "4 header content-type: text/json / application/json; charset=utf-8",
                "4 header location: present / absent",
                "4 header request-id: absent / present",
            ],
            await _recording.FindDifferencesAsync());
    }

    [Fact]
    public async Task A_body_that_is_no_json_is_a_difference_of_type()
    {
        _recording.AnswerTo(4)["content"]!["text"] = "<html>";
        _recording.AnswerTo(12)["content"]!["text"] = "";

        Assert.Equal(["4 type $: no JSON / object", "12 type $: no body / object"], await _recording.FindDifferencesAsync());
    }

    [Fact]
    public async Task The_table_names_call_place_and_both_sides()
    {
        var (exitCode, output) = await _recording.Change(6, "\"riskRating\":\"Low\"", "\"riskRating\":\"High\"").CompareAsync();

        Assert.Equal(ExitCode.CannotDo, exitCode);
        Assert.Equal(
            """
            call                                  differs in  at                    the bank  the emulator
            6     GET /core/v1/cm/customers/{id}  value       $.profile.riskRating  High      Low

            11 calls compared, 1 difference
            1 call passed over: for idptest.crbcos.com, not of the bank's API

            """.ReplaceLineEndings("\n"),
            output);
    }

    [Fact]
    public async Task A_scan_has_not_ended_where_no_time_has_passed()
    {
        foreach (var entry in _recording.Entries)
        {
            entry!["startedDateTime"] = "2021-11-22T15:49:58.843Z";
        }

        Assert.Empty(await _recording.Change(6, "\"ofac\":\"Clear\"", "\"ofac\":\"Failed\"").FindDifferencesAsync());
    }

    [Theory]
    [InlineData("2061")]
    [InlineData("0001")]
    [InlineData("9999")]
    public async Task The_time_between_two_calls_has_a_bound(string year)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_recording.Path)!, "scenarios")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "late.yaml"),
            "{ version: 1, scenario: late, timeline: [{ after: 60d, set: { ofac: Failed } }] }",
            TestContext.Current.CancellationToken);
        _recording.Entries[3]!["request"]!["headers"]!.AsArray().Add(new JsonObject { ["name"] = "X-Emulator-Scenario", ["value"] = "late" });
        foreach (var (index, entry) in _recording.Entries.Index().Skip(5))
        {
            entry!["startedDateTime"] = $"{year}-11-22T15:55:{index:00}.000Z";
        }

        Assert.Empty(await _recording.FindDifferencesAsync("--scenarios", folder));
    }

    [Fact]
    public async Task Customers_from_before_the_recording_are_passed_over_in_lists()
    {
        var list = _recording.Entries[5]!.DeepClone();
        list["request"]!["url"] = "https://sandbox.crbcos.com/core/v1/cm/customers?partnerId=30dee145-b6a2-4058-8dc3-ac4000dee91f";
        var own = (string)list["response"]!["content"]!["text"]!;
        var other = own.Replace("9052b6a5", "00000001", StringComparison.Ordinal).Replace("Peter", "Zebediah", StringComparison.Ordinal);
        list["response"]!["content"]!["text"] = $$"""{"results":[{{other}},{{own}}],"pageNumber":1,"pageSize":10,"hasPreviousPage":false,"hasNextPage":true}""";
        _recording.Entries.Insert(6, list);

        Assert.Empty(await _recording.FindDifferencesAsync());

        // The customer of the recording is on the next page.
        list["response"]!["content"]!["text"] = $$"""{"results":[{{other}}],"pageNumber":1,"pageSize":10,"hasPreviousPage":false,"hasNextPage":true}""";
        _recording.Write(_recording.ToString());
        Assert.Empty(await _recording.FindDifferencesAsync());
    }

    [Fact]
    public async Task A_call_that_the_emulator_does_not_answer_is_a_difference_of_status()
    {
        _recording.Entries[3]!["request"]!["headers"]!.AsArray().Add(new JsonObject { ["name"] = "X-Emulator-Scenario", ["value"] = "answer-lost" });

        Assert.Equal("4 status status: 200 / no answer", (await _recording.FindDifferencesAsync())[0]);
    }

    [Fact]
    public async Task Calls_of_browsers_and_proxies_are_passed_over()
    {
        foreach (var method in new[] { "OPTIONS", "CONNECT", "HEAD" })
        {
            var call = _recording.Entries[4]!.DeepClone();
            call["request"]!["method"] = method;
            _recording.Entries.Insert(5, call);
        }

        Assert.Contains("3 calls passed over: for sandbox.crbcos.com, not of the bank's API\n", (await _recording.CompareAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorded_receiver_gets_nothing()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var (registration, ping) = (_recording.Entries[2]!, _recording.Entries[2]!.DeepClone());
        var post = registration["request"]!["postData"]!;
        post["text"] = ((string)post["text"]!).Replace("https://partner.example.test/hooks", inbox.Url.OriginalString, StringComparison.Ordinal);
        _recording.Change(3, "https://partner.example.test/hooks", inbox.Url.OriginalString);
        ping["startedDateTime"] = "2021-11-22T16:20:00.000Z";
        ping["request"]!["method"] = "PUT";
        ping["request"]!["url"] = "https://sandbox.crbcos.com/webhooks/v1/registrations/8f2d6c1e-0000-4000-8000-ade80104e000/ping";
        ping["response"]!["status"] = 202;
        ping["response"]!["content"]!.AsObject().Remove("text");
        ping["response"]!["headers"] = new JsonArray();
        _recording.Entries.Add(ping);

        Assert.Empty(await _recording.FindDifferencesAsync());

        Assert.Empty(inbox.All);
    }

    [Theory]
    [InlineData("""["b.c","a.b"]""", "Order $.events: in its order / in another order")]
    [InlineData("""["a.b","c.d","b.c"]""", "Missing $.events[1]: c.d / absent")]
    [InlineData("""["a.b","b.c","a.b"]""", "Missing $.events[2]: a.b / absent")]
    [InlineData("""["a.b"]""", "Extra $.events[1]: absent / b.c")]
    [InlineData("""["a.b","x.y"]""", "Value $.events[1]: x.y / b.c")]
    [InlineData("""["A.b","b.c"]""", "Format $.events[0]: first letter upper case / lower case")]
    public void Words_of_a_list_are_compared_by_their_text(string bank, string found)
    {
        var (own, other) = (System.Text.Json.JsonElement.Parse($$"""{"events":{{bank}}}"""), System.Text.Json.JsonElement.Parse("""{"events":["a.b","b.c"]}"""));

        var findings = Comparing.Differing.BodyComparison.Compare(own, other, new(), new(), isRead: true);

        Assert.Equal(found, Assert.Single(findings.Select(one => $"{one.Kind} {one.At}: {one.Bank} / {one.Emulator}")));
    }

    [Fact]
    public void Items_of_a_list_are_matched_by_their_identifiers_and_keep_their_order()
    {
        const string One = "9052b6a5-3f09-41d1-b526-ade80104eb79";
        const string Other = "e30bd094-54c9-4388-a8ca-ade80106266e";
        var bank = System.Text.Json.JsonElement.Parse($$"""{"results":[{"id":"{{One}}","status":"Active"},{"id":"{{Other}}","status":"Closed"}]}""");
        var emulator = System.Text.Json.JsonElement.Parse($$"""{"results":[{"id":"{{Other}}","status":"Closed"},{"id":"{{One}}","status":"Active"}]}""");

        var finding = Assert.Single(Comparing.Differing.BodyComparison.Compare(bank, emulator, new(), new(), isRead: true));

        Assert.Equal((Comparing.Differing.DifferenceKind.Order, "$.results", "in its order", "in another order"), (finding.Kind, finding.At, finding.Bank, finding.Emulator));
    }

    [Fact]
    public async Task The_page_has_the_members_that_have_a_rule()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(RunningProgram.Repository, "docs/how-to/compare-with-the-sandbox.md"), TestContext.Current.CancellationToken);

        Assert.All(Comparing.Differing.VolatileMembers.Names, member => Assert.Contains($"`{member}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_that_were_refused_for_their_token_are_passed_over()
    {
        _recording.AnswerTo(5)["status"] = 401;

        var (_, output) = await _recording.CompareAsync();

        Assert.Contains("10 calls compared, 0 differences\n", output, StringComparison.Ordinal);
        Assert.Contains("1 call passed over: without a valid token (401)\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strict_emulator_gives_the_calls_a_token_of_its_client()
    {
        var strict = new[] { "--strict", "--Emulator:Tokens:Clients:0:Id=me", "--Emulator:Tokens:Clients:0:Secret=secret", "--Emulator:Webhooks:AllowedHosts=partner.example.test" };

        Assert.Empty(await _recording.FindDifferencesAsync(strict));
        Assert.StartsWith("a strict emulator needs a client", (await Assert.ThrowsAsync<CommandException>(() => _recording.CompareAsync("--strict"))).Message, StringComparison.Ordinal);
    }
}
