using System.Net;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Members of a query that nothing reads: refused under <c>/_emulator</c>, noted on the bank's routes.</summary>
public sealed class StrictQueriesTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Somebody = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

    private static readonly string[] TakeAnyQuery = ["/_emulator/hangfire", "/_emulator/reference", "/_emulator/inbox/{name}"];

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task Every_route_of_ours_refuses_a_member_that_it_does_not_read_before_anything_else()
    {
        await _partner.OnboardAsync();
        foreach (var route in Fixtures.ControlRoutes.Of(emulator))
        {
            var answer = await _partner.SendAsync(new HttpRequestMessage(new HttpMethod(route.Method), $"{route.Path}?lastNme=Brown"));

            var isTaken = TakeAnyQuery.Any(path => route.Pattern == path || (route.Pattern.StartsWith(path, StringComparison.Ordinal) && path != TakeAnyQuery[2]));
            var isRefused = answer.Status is HttpStatusCode.BadRequest && answer.Messages[0].StartsWith("There is no query member lastNme; ", StringComparison.Ordinal);
            Assert.True(isRefused != isTaken, $"{route}: {answer.Status} {answer.Text[..Math.Min(answer.Text.Length, 200)]}");
        }
    }

    [Theory]
    [InlineData("journal?custmer=1", "There is no query member custmer; did you mean 'customer'?")]
    [InlineData("journal?AFTER=0&limits=2", "There is no query member limits; did you mean 'limit'?")]
    [InlineData("partners?pageSise=2", "There is no query member pageSise; did you mean 'pageSize'?")]
    [InlineData("deliveries?status=failed", "There is no query member status; write state, pageNumber, pageSize")]
    [InlineData("examples/customers.create?partner=1", "There is no query member partner; did you mean 'partnerId'?")]
    [InlineData("inbox/x/messages?before=1", "There is no query member before; write after")]
    [InlineData("scenarios?name=clear", "There is no query member name; the call takes none")]
    [InlineData("snapshot?%E2%82%AC", "There is no query member €; the call takes none")]
    public async Task The_member_is_named_with_the_nearest_known_one(string path, string message)
    {
        var answer = await _partner.GetAsync($"/_emulator/{path}");

        Assert.Equal((HttpStatusCode.BadRequest, 1000), (answer.Status, (int)answer.Json["errors"]![0]!["code"]!));
        Assert.Equal([message], answer.Messages);
    }

    [Theory]
    [InlineData("journal?KIND=call&Customer=x&event=y&after=0&limit=1")]
    [InlineData("partners?pageNumber=1&PAGESIZE=5")]
    [InlineData("examples/customers.create?partnerId=6f9619ff-8b86-d011-b42d-00c04fc964ff&seed=-5")]
    [InlineData("inbox/x/messages?after=7")]
    [InlineData("version?")]
    [InlineData("version?&")]
    public async Task What_a_route_reads_is_taken_in_any_casing(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await _partner.GetAsync($"/_emulator/{path}")).Status);

    [Theory]
    [InlineData("examples/customers.create?seed=x", "Seed must be a whole number from -2147483648 to 2147483647")]
    [InlineData("examples/customers.create?partnerId=x", "PartnerId must be a GUID")]
    [InlineData("inbox/x/messages?after=-1", "After must be a cursor that an answer gave, a whole number from 0")]
    public async Task A_value_that_cannot_be_read_is_named(string path, string message) =>
        Assert.Equal([message], (await _partner.GetAsync($"/_emulator/{path}")).Messages);

    [Fact]
    public async Task A_call_of_the_banks_is_done_and_its_journal_entry_names_them()
    {
        var customer = await _partner.OnboardAsync();

        (await _partner.GetAsync($"/core/v1/cm/customers?partnerId={_partner.Id}&lastName=Brown&TAXID=1&token=abc")).Expect(HttpStatusCode.OK);
        (await _partner.GetAsync($"/core/v1/cm/customers/{customer["id"]}?expand=all")).Expect(HttpStatusCode.OK);
        var body = _partner.Body("create-personal.request.json");
        body["shoeSize"] = 42;
        (await _partner.PostAsync("/core/v1/cm/customers?dryRun=true", body)).Expect(HttpStatusCode.OK);
        (await _partner.GetAsync($"/webhooks/v1/events?partnerId={_partner.Id}&pageSize=5")).Expect(HttpStatusCode.OK);

        var noted = (await _partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "call")
            .Select(entry => string.Join(' ', entry["unknownMembers"]?.AsArray().Select(name => (string)name!) ?? []));
        Assert.Equal(["", "?lastName ?token", "?expand", "?dryRun shoeSize", ""], noted);
    }

    [Fact]
    public async Task What_is_noted_is_bounded()
    {
        var names = string.Join('&', Enumerable.Range(0, 30).Select(number => $"{new string('x', 200)}{number}=1"));

        await _partner.GetAsync($"/core/v1/cm/customers/{Somebody}?{names}");

        var entry = (await _partner.GetAsync("/_emulator/journal?kind=call&limit=1000")).Json["entries"]!.AsArray().Last()!;
        Assert.Equal(20, entry["unknownMembers"]!.AsArray().Count);
        Assert.All(entry["unknownMembers"]!.AsArray(), name => Assert.Equal(101, ((string)name!).Length));
    }
}
