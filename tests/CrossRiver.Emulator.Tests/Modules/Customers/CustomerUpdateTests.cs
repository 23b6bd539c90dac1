using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Customers;

public sealed class CustomerUpdateTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Customers = "/core/v1/cm/customers";

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_new_name_keeps_what_is_not_sent()
    {
        var customer = await _partner.OnboardAsync(_partner.Body("create-personal-full.request.json"));
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(1), _partner);

        var changed = (await _partner.PutAsync($"{Customers}/{customer["id"]}/name", new JsonObject { ["lastName"] = "Jones", ["suffix"] = null }))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(
            """{"prefix":"Mr.","firstName":"John","middleName":"Robert","lastName":"Jones","suffix":"Jr.","preferredName":"Jim","fullName":"John Jones"}""",
            changed["name"]!.ToJsonString());
        Assert.Equal(changed.ToJsonString(), (await _partner.GetCustomerAsync(customer)).ToJsonString());
        Assert.True(string.CompareOrdinal((string)changed["lastModifiedAt"]!, (string)customer["lastModifiedAt"]!) > 0);
    }

    [Fact]
    public async Task A_new_profile_keeps_what_is_not_sent()
    {
        var customer = await _partner.OnboardAsync();

        var changed = (await _partner.PutAsync($"{Customers}/{customer["id"]}/profile", new JsonObject { ["riskRating"] = "high", ["regO"] = true }))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(("High", true, "119988776"), ((string)changed["profile"]!["riskRating"]!, (bool)changed["profile"]!["regO"]!, (string)changed["profile"]!["taxId"]!));
    }

    [Theory]
    [InlineData("name", """{"firstName":1}""", "First name must be text of at most 255 characters")]
    [InlineData("profile", """{"taxId":"1","birthDate":"2999-01-01"}""", "TaxId must be 9 digits", "BirthDate must be a date, YYYY-MM-DD, not in the future")]
    [InlineData("profile", "[]", "The request body must be an object")]
    public async Task Wrong_changes_are_refused_and_change_nothing(string section, string body, params string[] messages)
    {
        var customer = await _partner.OnboardAsync();
        var before = await _partner.GetCustomerAsync(customer);

        var answer = await _partner.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{Customers}/{customer["id"]}/{section}")
        {
            Content = new StringContent(body, null, "application/json"),
        });

        Assert.Equal(messages, answer.Messages);
        Assert.Equal(before.ToJsonString(), (await _partner.GetCustomerAsync(customer)).ToJsonString());
    }

    [Fact]
    public async Task A_deactivated_customer_can_be_read_and_no_longer_be_changed()
    {
        var customer = await _partner.OnboardAsync();
        var path = $"{Customers}/{customer["id"]}";

        var deleted = (await _partner.DeleteAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal("Inactive", (string)deleted["status"]!);
        Assert.Equal("Inactive", (string)(await _partner.GetCustomerAsync(customer))["status"]!);

        Answer[] refused =
        [
            await _partner.DeleteAsync(path),
            await _partner.PutAsync($"{path}/name", new JsonObject { ["lastName"] = "Jones" }),
            await _partner.PutAsync($"{path}/profile", []),
            await _partner.PostAsync($"{path}/addresses", Example.Read("add-address.request.json")),
        ];
        Assert.All(refused, answer => Assert.Equal($$"""{"errors":[{"code":2003,"message":"Customer {{customer["id"]}} is inactive"}]}""", answer.Text));
    }

    [Fact]
    public async Task The_owner_of_a_business_must_be_a_person_of_the_same_partner()
    {
        var person = await _partner.OnboardAsync();
        var stranger = await emulator.NewPartner().OnboardAsync();
        var business = await _partner.OnboardAsync(_partner.Body("create-business.request.json"));

        Assert.Equal(HttpStatusCode.OK, (await CreateOwnedByAsync((string)person["id"]!)).Status);
        foreach (var owner in new[] { (string)stranger["id"]!, (string)business["id"]!, "6f9619ff-8b86-d011-b42d-00c04fc964ff" })
        {
            var answer = await CreateOwnedByAsync(owner);
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal(2002, (int)answer.Json["errors"]![0]!["code"]!);
            Assert.Equal([$"Profile.PrimaryOwnerCustomerId {owner} is not a Personal customer of this partner"], answer.Messages);
        }
    }

    private Task<Answer> CreateOwnedByAsync(string ownerId)
    {
        var body = _partner.Body("create-business.request.json");
        body["profile"]!["primaryOwnerCustomerId"] = ownerId;
        return _partner.PostAsync(Customers, body);
    }
}
