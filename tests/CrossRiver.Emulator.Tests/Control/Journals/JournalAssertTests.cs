using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>What happened, held against what was expected.</summary>
public sealed class JournalAssertTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Theory]
    [InlineData("""[{"kind":"call","match":{"operation":"customers.create"},"count":2}]""", "exactly 2 call with operation customers.create: 2 found")]
    [InlineData("""[{"kind":"Change","match":{"what":"OFAC *"}}]""", "at least 1 change with what OFAC *: 2 found")]
    [InlineData("""[{"kind":"event","match":{"eventName":"*.Name.Changed"},"count":0}]""", "exactly 0 event with eventName *.Name.Changed: 0 found")]
    [InlineData("""[{"kind":"event","count":{"atLeast":2,"atMost":6}}]""", "2 to 6 event: 6 found")]
    [InlineData("""[{"kind":"event","count":{"atMost":6}}]""", "at most 6 event: 6 found")]
    [InlineData("""[{"kind":"call","match":{"statusCode":[201,200],"errors":null}}]""", "at least 1 call with statusCode [201,200], errors null: 2 found")]
    public async Task What_is_so_passes(string expectations, string what)
    {
        await PlayAsync();

        var answer = await AssertAsync(expectations);

        var result = Assert.Single(answer.Expect(HttpStatusCode.OK)["results"]!.AsArray())!;
        Assert.Equal((true, true, what), ((bool)answer.Json["passed"]!, (bool)result["passed"]!, (string)result["what"]!));
        Assert.Equal((int)result["found"]!, result["evidence"]!.AsArray().Count);
        Assert.Equal(($"{_partner.Id}", 1), ((string)answer.Json["partnerId"]!, (int)answer.Json["epoch"]!));
    }

    [Fact]
    public async Task What_is_not_so_is_told_with_what_came_nearest()
    {
        await PlayAsync();

        var answer = (await AssertAsync("""[{"kind":"change","match":{"what":"ofac Pending → Failed"}},{"kind":"call","count":{"atMost":1}}]""")).Expect(HttpStatusCode.OK);

        Assert.False((bool)answer["passed"]!);
        Assert.All(answer["results"]!.AsArray(), result => Assert.False((bool)result!["passed"]!));
        var miss = answer["results"]![0]!["nearestMisses"]![0]!;
        Assert.Equal("what", (string)miss["differences"]![0]!["member"]!);
        Assert.Equal("change", (string)miss["entry"]!["kind"]!);
        Assert.Equal(2, answer["results"]![1]!["evidence"]!.AsArray().Count);
    }

    [Fact]
    public async Task Order_counts_where_it_is_asked_for()
    {
        await PlayAsync();
        const string Onboarded = """{"kind":"event","match":{"eventName":"Core.Customer.Onboarded"}""";
        const string Ofac = """{"kind":"event","match":{"eventName":"Core.Customer.Ofac.Changed"}""";

        var right = await AssertAsync($$"""[{{Onboarded}},"count":2}, {{Ofac}},"inOrder":true,"count":2}]""");
        var wrong = await AssertAsync($$"""[{{Ofac}},"count":{"atLeast":2} }, {{Onboarded}},"inOrder":true}]""");
        var unordered = await AssertAsync($$"""[{{Ofac}},"count":{"atLeast":2} }, {{Onboarded}} }]""");

        Assert.True((bool)right.Expect(HttpStatusCode.OK)["passed"]!, right.Text);
        Assert.False((bool)wrong.Expect(HttpStatusCode.OK)["passed"]!);
        Assert.EndsWith(", after those before: 0 found", (string)wrong.Json["results"]![1]!["what"]!, StringComparison.Ordinal);
        Assert.True((bool)unordered.Expect(HttpStatusCode.OK)["passed"]!);
    }

    [Theory]
    [InlineData("[]", "Expect must be a list of 1 to 100 objects")]
    [InlineData("[1]", "Expect must be a list of 1 to 100 objects")]
    [InlineData("""[{"match":{}}]""", "Expect[0].Kind required")]
    [InlineData("""[{"kind":"call"},{"kind":"calls"}]""", "Expect[1].Kind must be one of attempt, call, change, choice, control, event, fault, registration")]
    [InlineData("""[{"kind":"call","count":{"least":1}}]""", "Expect[0].Count must be a whole number from 0 to 1000000, or an object with atLeast, atMost or both")]
    [InlineData("""[{"kind":"call","cuont":0}]""", "There is no Expect[0].cuont; did you mean 'count'?")]
    [InlineData("""[{"kind":"call","match":{"statusCod":200}}]""", "Expect[0].Match.statusCod: entries of kind 'call' have no such member; did you mean 'statusCode'?")]
    public async Task What_is_no_expectation_is_refused_with_what_would_be_one(string expectations, string message)
    {
        await _partner.BeginAsync();
        var answer = await AssertAsync(expectations);

        answer.Expect(HttpStatusCode.BadRequest);
        Assert.Equal(message, Assert.Single(answer.Messages));
    }

    private async Task PlayAsync()
    {
        await _partner.OnboardAsync();
        await _partner.OnboardAsync();
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(2), _partner);
    }

    private Task<Answer> AssertAsync(string expectations) =>
        _partner.PostAsync($"/_emulator/partners/{_partner.Id}/journal/assert", new JsonObject { ["expect"] = JsonNode.Parse(expectations) });
}
