using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Customers;

public sealed class OwnerEndpointsTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>, IAsyncLifetime
{
    private readonly Partner _partner = emulator.NewPartner();
    private string _person = "";
    private string _path = "";

    public async ValueTask InitializeAsync()
    {
        _person = (string)(await _partner.OnboardAsync())["id"]!;
        var business = await _partner.OnboardAsync(_partner.Body("create-business.request.json"));
        _path = $"/core/v1/cm/customers/{business["id"]}/beneficial-owners";
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("26", "26")]
    [InlineData("\"26\"", "26")]
    [InlineData("\"26.5\"", "26.5")]
    [InlineData("0", "0")]
    [InlineData("100", "100")]
    public async Task A_share_is_a_number_or_text_and_answered_as_a_number(string sent, string answered)
    {
        var owner = (await AddAsync(JsonNode.Parse(sent)!)).Expect(HttpStatusCode.OK);

        Assert.Equal(answered, owner["ownershipPercentage"]!.ToJsonString());
        Assert.Equal(["id", "ownerCustomerId", "ownerTitle", "ownershipPercentage"], owner.Select(member => member.Key));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("100.01")]
    [InlineData("\"half\"")]
    [InlineData("\"1e1\"")]
    [InlineData("true")]
    public async Task A_share_that_cannot_be_is_refused(string sent)
    {
        Assert.Equal(["OwnershipPercentage must be a number from 0 to 100"], (await AddAsync(JsonNode.Parse(sent)!)).Messages);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task The_shares_of_a_business_add_up_to_a_hundred_at_most()
    {
        (await AddAsync(60)).Expect(HttpStatusCode.OK);
        var second = (await AddAsync(40)).Expect(HttpStatusCode.OK);

        var third = await AddAsync(1);
        var more = await _partner.PutAsync($"{_path}/{second["id"]}", new JsonObject { ["ownershipPercentage"] = 41 });

        Assert.All([third, more], answer => Assert.Equal(2005, (int)answer.Json["errors"]![0]!["code"]!));
        Assert.Equal([60m, 40m], (await ListAsync()).Select(owner => (decimal)owner!["ownershipPercentage"]!));
    }

    [Fact]
    public async Task Title_and_share_can_be_changed_and_the_person_cannot()
    {
        var owner = (await AddAsync(26)).Expect(HttpStatusCode.OK);

        var changed = (await _partner.PutAsync($"{_path}/{owner["id"]}", new JsonObject
        {
            ["ownershipPercentage"] = 90,
            ["ownerCustomerId"] = "6f9619ff-8b86-d011-b42d-00c04fc964ff",
        })).Expect(HttpStatusCode.OK);

        Assert.Equal($$"""{"id":"{{owner["id"]}}","ownerCustomerId":"{{_person}}","ownerTitle":"CEO","ownershipPercentage":90}""", changed.ToJsonString());
    }

    [Fact]
    public async Task One_owner_is_read_as_it_was_answered_and_listed()
    {
        var owner = (await AddAsync(26)).Expect(HttpStatusCode.OK);

        var read = (await _partner.GetAsync($"{_path}/{owner["id"]}")).Expect(HttpStatusCode.OK);

        Assert.Equal(owner.ToJsonString(), read.ToJsonString());
        Assert.Equal(read.ToJsonString(), Assert.Single(await ListAsync())!.ToJsonString());
    }

    [Fact]
    public async Task A_removed_owner_is_gone()
    {
        var owner = (await AddAsync(26)).Expect(HttpStatusCode.OK);

        (await _partner.DeleteAsync($"{_path}/{owner["id"]}")).Expect(HttpStatusCode.OK);

        Assert.Empty(await ListAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.DeleteAsync($"{_path}/{owner["id"]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.PutAsync($"{_path}/{owner["id"]}", [])).Status);
        Assert.Equal($"BeneficialOwner {owner["id"]} not found", Assert.Single((await _partner.GetAsync($"{_path}/{owner["id"]}")).Messages));
    }

    [Fact]
    public async Task Only_a_business_has_owners_and_only_a_person_of_the_same_partner_is_one()
    {
        var stranger = (string)(await emulator.NewPartner().OnboardAsync())["id"]!;

        var ofPerson = await _partner.PostAsync($"/core/v1/cm/customers/{_person}/beneficial-owners", Owner(_person, 26));
        var byStranger = await _partner.PostAsync(_path, Owner(stranger, 26));
        var empty = await _partner.PostAsync(_path, []);

        Assert.Equal(2004, (int)ofPerson.Json["errors"]![0]!["code"]!);
        Assert.Equal(2002, (int)byStranger.Json["errors"]![0]!["code"]!);
        Assert.Equal(["OwnerCustomerId required", "OwnershipPercentage required"], empty.Messages);
        Assert.Empty(await ListAsync());
    }

    private static JsonObject Owner(string person, JsonNode share) => new()
    {
        ["ownerCustomerId"] = person,
        ["ownerTitle"] = "CEO",
        ["ownershipPercentage"] = share,
    };

    private Task<Answer> AddAsync(JsonNode share) => _partner.PostAsync(_path, Owner(_person, share));

    private async Task<IReadOnlyList<JsonNode?>> ListAsync() => [.. (await _partner.GetAsync(_path)).Expect(HttpStatusCode.OK)["results"]!.AsArray()];
}
