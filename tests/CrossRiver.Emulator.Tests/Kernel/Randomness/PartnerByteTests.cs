using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Modules.Accounts.Calls;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Randomness;

/// <summary>A router finds the partner's emulator by each identifier that a client may ask for.</summary>
public sealed partial class PartnerByteTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    // The vectors of docs/how-to/share-one-instance.md.
    [Theory]
    [InlineData("6e80b097-693c-4592-8440-02f345335bbf", 0x63)]
    [InlineData("6E80B097-693C-4592-8440-02F345335BBF", 0x63)]
    [InlineData("eaf67ca7-f8b8-4e7c-9bd8-a8ea00f53d64", 0xfc)]
    [InlineData("00000000-0000-0000-0000-000000000000", 0x12)]
    public void It_is_the_first_byte_of_the_SHA_256_of_the_partner_id_in_lower_case(string partner, int expected) =>
        Assert.Equal(expected, PartnerByte.Of(new Guid(partner)));

    [Fact]
    public async Task Every_identifier_in_every_answer_about_a_partner_has_it()
    {
        var partner = emulator.NewPartner();
        var answers = await MeetEveryResourceAsync(partner);

        var expected = PartnerByte.Of(partner.Id);

        // Not the emulator's choice: the partner, its products, and the empty identifier of the examples' bodies.
        var products = Identifier().Matches((await partner.GetAsync("/_emulator/products")).Text).Select(match => match.Value);
        HashSet<string> foreign = [.. products, $"{partner.Id}", $"{Guid.Empty}"];
        var ids = answers.SelectMany(answer => Identifier().Matches(answer)).Select(match => match.Value).Except(foreign, StringComparer.Ordinal).ToList();
        var numbers = answers.SelectMany(answer => Number().Matches(answer)).Select(match => match.Groups["number"].Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(ids.Count >= 12 && numbers.Count >= 2, $"{ids.Count} ids, {numbers.Count} numbers");
        Assert.All(ids, id => Assert.Equal(expected, byte.Parse(id[..2], NumberStyles.HexNumber, null)));
        Assert.All(numbers, number => Assert.Equal(expected, long.Parse(number[1..^1], null) % PartnerByte.Values));

        // One resource of each type of the catalogue is among them, and is found by its identifier alone.
        foreach (var type in emulator.Services.GetRequiredService<ModuleCatalog>().Resources)
        {
            var paths = ids.Concat(numbers).Select(id => type.Path.Replace($"{{{type.IdName}}}", id, StringComparison.Ordinal)).ToList();
            Assert.Contains(paths, path => partner.GetAsync($"/{path}").Result.Status is HttpStatusCode.OK);
        }
    }

    // Each answer without its request id, which is no partner's.
    private async Task<IReadOnlyList<string>> MeetEveryResourceAsync(Partner partner)
    {
        var registration = await partner.RegisterAsync(new Uri("http://127.0.0.1:1/"), "Core.Customer.Onboarded", "Core.Account.Opened", "Core.Transaction.Completed");
        Assert.Equal(HttpStatusCode.Accepted, (await partner.PutAsync($"/webhooks/v1/registrations/{registration["id"]}/ping", [])).Status);
        var (customer, account, _) = await partner.OpenMuchAsync();
        var business = await partner.OnboardAsync(partner.Body("create-business.request.json"));
        await partner.PostAsync($"/core/v1/cm/customers/{business["id"]}/beneficial-owners", new JsonObject { ["ownerCustomerId"] = $"{customer["id"]}", ["ownershipPercentage"] = 30 });
        (await partner.PostAsync($"{partner.Control}/events", new JsonObject { ["customerId"] = $"{customer["id"]}", ["eventName"] = "Core.Customer.Onboarded" })).Expect(HttpStatusCode.OK);
        await emulator.AdvanceAsync(TimeSpan.FromMinutes(1), partner);

        string[] paths =
        [
            $"/core/v1/cm/customers?partnerId={partner.Id}", $"/core/v1/cm/customers/{business["id"]}/beneficial-owners", $"/core/v1/cm/customers/{customer["id"]}/addresses",
            $"/core/v1/cm/customers/{customer["id"]}/phones", $"/core/v1/dda/accounts/{account}", $"/core/v1/dda/subaccounts?partnerId={partner.Id}",
            $"/webhooks/v1/registrations?partnerId={partner.Id}", $"/webhooks/v1/events?partnerId={partner.Id}&pageSize=50", partner.Control,
            $"{partner.Control}/customers", $"{partner.Control}/customers/{customer["id"]}/timeline", $"{partner.Control}/customers/{customer["id"]}/accounts",
            $"{partner.Control}/deliveries?pageSize=50", $"{partner.Control}/report", $"{partner.Control}/snapshot", $"{partner.Control}/journal?limit=1000",
        ];
        var answers = await Task.WhenAll(paths.Select(partner.GetAsync));

        return [.. answers.Select(answer => RequestId().Replace($"{answer.Expect(HttpStatusCode.OK)}", ""))];
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 1000)]
    private static partial Regex Identifier();

    [GeneratedRegex("[aA]ccountNumber\": \"(?<number>[0-9]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("\"requestId\": \"[^\"]+\"", RegexOptions.None, 1000)]
    private static partial Regex RequestId();
}
