using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>Bodies as a partner's client sends them that was written against the live bank.</summary>
public sealed class LivePartnerBodiesTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Customers = "/core/v1/cm/customers";
    private const string ParentId = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task Members_that_only_clients_show_are_kept_and_answered_also_by_a_restored_world()
    {
        var body = _partner.Body("create-personal-full.request.json");
        (body["profile"]!["dateOfDeath"], body["profile"]!["parentEntityId"]) = ("2020-02-29", ParentId);
        body["primaryAddress"]!["street3"] = "Door 7";
        body["primaryPhone"]!["notes"] = "After six";

        var customer = await _partner.OnboardAsync(body);
        AssertKept(customer);
        AssertKept(await _partner.GetCustomerAsync(customer));
        Assert.DoesNotContain("unknownMembers", (await _partner.GetJournalAsync())[0].ToJsonString(), StringComparison.Ordinal);

        var snapshot = (await _partner.GetAsync($"{_partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        await _partner.ResetAsync();
        (await _partner.PutAsync($"{_partner.Control}/snapshot", snapshot)).Expect(HttpStatusCode.OK);
        AssertKept(await _partner.GetCustomerAsync(customer));
    }

    [Fact]
    public async Task Members_that_only_clients_show_can_be_changed()
    {
        var customer = await _partner.OnboardAsync(_partner.Body("create-personal-full.request.json"));

        var changed = await ChangeAsync($"{customer["id"]}/profile", new JsonObject { ["dateOfDeath"] = "2020-02-29", ["parentEntityId"] = ParentId });
        var address = await ChangeAsync($"{customer["id"]}/addresses/{customer["primaryAddress"]!["id"]}", new JsonObject { ["street3"] = "Door 7" });
        var phone = await ChangeAsync($"{customer["id"]}/phones/{customer["primaryPhone"]!["id"]}", new JsonObject { ["notes"] = "After six" });

        Assert.Equal(("2020-02-29", ParentId), ((string)changed["profile"]!["dateOfDeath"]!, (string)changed["profile"]!["parentEntityId"]!));
        Assert.Equal(("Door 7", "After six"), ((string)address["street3"]!, (string)phone["notes"]!));
        AssertKept(await _partner.GetCustomerAsync(customer));
    }

    [Fact]
    public async Task Members_that_only_clients_show_have_a_form()
    {
        var body = _partner.Body("create-personal-full.request.json");
        (body["profile"]!["dateOfDeath"], body["profile"]!["parentEntityId"]) = ("2999-01-01", "none");
        body["primaryAddress"]!["street3"] = 3;
        body["primaryPhone"]!["notes"] = new JsonArray();

        Assert.Equal(
            [
                "Profile.DateOfDeath must be a date, YYYY-MM-DD, not in the future",
                "Profile.ParentEntityId must be a GUID",
                "PrimaryAddress.Street3 must be text of at most 255 characters",
                "PrimaryPhone.Notes must be text of at most 255 characters",
            ],
            (await _partner.PostAsync(Customers, body)).Messages);
    }

    private static void AssertKept(JsonObject customer)
    {
        Assert.Equal(("2020-02-29", ParentId), ((string)customer["profile"]!["dateOfDeath"]!, (string)customer["profile"]!["parentEntityId"]!));
        Assert.Equal(("Door 7", "After six"), ((string)customer["primaryAddress"]!["street3"]!, (string)customer["primaryPhone"]!["notes"]!));
    }

    private async Task<JsonObject> ChangeAsync(string path, JsonObject changes) => (await _partner.PutAsync($"{Customers}/{path}", changes)).Expect(HttpStatusCode.OK);
}
