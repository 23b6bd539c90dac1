using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Customers;

public sealed class CustomerListTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    [ContractRow("7.1 query")]
    [ContractRow("7.1 envelope")]
    [ContractRow("7.1 first page")]
    [ContractRow("7.1 default size")]
    [ContractRow("7.1 sorting")]
    public async Task Customers_are_listed_in_pages_in_the_order_of_their_creation()
    {
        var created = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            created.Add((string)(await _partner.OnboardAsync())["id"]!);
        }

        var first = await ListAsync("");
        var second = await ListAsync("pageNumber=2");

        Assert.Equal(created, IdsOf(first).Concat(IdsOf(second)));
        Assert.Equal((10, false, true), ((int)first["pageSize"]!, (bool)first["hasPreviousPage"]!, (bool)first["hasNextPage"]!));
        Assert.Equal((10, true, false), ((int)second["pageSize"]!, (bool)second["hasPreviousPage"]!, (bool)second["hasNextPage"]!));
        Assert.Equal(
            (await _partner.GetAsync($"/core/v1/cm/customers/{created[0]}")).Text,
            first["results"]![0]!.ToJsonString());
    }

    [Fact]
    [ContractRow("7.1 date filters")]
    [ContractRow("7.1 other filters")]
    public async Task Each_filter_narrows_the_list()
    {
        var body = _partner.Body("create-personal-full.request.json");
        var person = await _partner.OnboardAsync(body);
        var business = await _partner.OnboardAsync(_partner.Body("create-business.request.json"));
        await _partner.DeleteAsync($"/core/v1/cm/customers/{business["id"]}");
        await _partner.DecideAsync(person, new JsonObject { ["ofac"] = "Reviewing", ["pepScan"] = "Clear", ["force"] = true });
        var day = ((string)person["createdAt"]!)[..10];

        foreach (var query in new[]
        {
            $"cifNumber={person["cifNumber"]}", "taxId=123456789", "classification=personal", "status=Active", "ofac=reviewing", "pepScan=Clear",
            $"clientIdentifier={body["clientIdentifier"]}", $"taxId=123456789&from={day}&to={day}T00:00:00", "cifNumber=&ofac=Reviewing",
        })
        {
            Assert.Equal([(string)person["id"]!], IdsOf(await ListAsync(query)));
        }

        Assert.Empty(IdsOf(await ListAsync("from=2999-01-01")));
        Assert.Empty(IdsOf(await ListAsync("to=1999-01-01")));
        Assert.Equal([(string)business["id"]!], IdsOf(await ListAsync("status=Inactive")));
    }

    [Theory]
    [InlineData("ofac=fine", "Ofac must be one of Pending, Clear, Failed, Reviewing, Positive")]
    [InlineData("ofac=1", "Ofac must be one of Pending, Clear, Failed, Reviewing, Positive")]
    [InlineData("from=yesterday", "From must be a date, YYYY-MM-DD")]
    [InlineData("pageNumber=0", "PageNumber must be a whole number from 1")]
    public async Task A_filter_that_cannot_be_is_refused(string query, string message)
    {
        var answer = await _partner.GetAsync($"/core/v1/cm/customers?partnerId={_partner.Id}&{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([message], answer.Messages);
    }

    [Fact]
    public async Task Without_a_partner_the_customers_of_all_are_listed_and_with_an_unknown_one_nobody()
    {
        await using var alone = new RunningEmulator();
        var one = alone.NewPartner();
        var other = alone.NewPartner();
        string[] created =
        [
            (string)(await one.OnboardAsync())["id"]!, (string)(await other.OnboardAsync())["id"]!, (string)(await one.OnboardAsync())["id"]!,
        ];

        Assert.Equal(created, IdsOf((await one.GetAsync("/core/v1/cm/customers")).Json));
        Assert.Equal(created[1..], IdsOf((await one.GetAsync("/core/v1/cm/customers?pageSize=1&pageNumber=2")).Json).Concat(IdsOf((await one.GetAsync("/core/v1/cm/customers?pageSize=1&pageNumber=3")).Json)));
        Assert.Empty(IdsOf((await one.GetAsync("/core/v1/cm/customers?partnerId=6f9619ff-8b86-d011-b42d-00c04fc964ff")).Json));

        await one.PostTextAsync($"/_emulator/partners/{one.Id}/reset", """{"keep":[]}""");
        Assert.Equal([created[1]], IdsOf((await one.GetAsync("/core/v1/cm/customers")).Json));
    }

    [Fact]
    public async Task While_customers_are_added_nobody_is_skipped_or_shown_twice()
    {
        var before = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => _partner.OnboardAsync()));
        using var enough = new CancellationTokenSource();
        var adding = Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!enough.IsCancellationRequested)
            {
                await _partner.OnboardAsync();
            }
        }));

        var seen = new List<string>();
        for (var page = 1; page <= 12; page++)
        {
            seen.AddRange(IdsOf(await ListAsync($"pageSize=5&pageNumber={page}")));
        }

        await enough.CancelAsync();
        await adding;
        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(before.Select(customer => (string)customer["id"]!).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> IdsOf(JsonObject page) => page["results"]!.AsArray().Select(customer => (string)customer!["id"]!);

    private async Task<JsonObject> ListAsync(string query) =>
        (await _partner.GetAsync($"/core/v1/cm/customers?partnerId={_partner.Id}&{query}")).Expect(HttpStatusCode.OK);
}
