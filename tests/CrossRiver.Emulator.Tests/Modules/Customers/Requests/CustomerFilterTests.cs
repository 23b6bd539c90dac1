using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossRiver.Emulator.Modules.Customers.Requests;

/// <summary>A list has the customers for whom every condition of its query holds.</summary>
public sealed class CustomerFilterTests
{
    private static readonly Customer Customer = new TestCustomers().Onboard(edit: body => body["clientIdentifier"] = "loan-7") with
    {
        CifNumber = "12345678901",
        Ofac = ScanStatus.Reviewing,
        PepScan = ScanStatus.Clear,

        // In the bank's time zone it is still the day before.
        CreatedAt = new DateTimeOffset(2021, 11, 23, 4, 59, 59, TimeSpan.Zero),
    };

    [Theory]
    [InlineData("cifNumber=12345678901", "cifNumber=12345678902")]
    [InlineData("taxId=119988776", "taxId=119988777")]
    [InlineData("clientIdentifier=loan-7", "clientIdentifier=loan-8")]
    [InlineData("classification=Personal", "classification=Business")]
    [InlineData("status=Active", "status=Inactive")]
    [InlineData("ofac=Reviewing", "ofac=Clear")]
    [InlineData("pepScan=Clear", "pepScan=Reviewing")]
    [InlineData("from=2021-11-22", "from=2021-11-23")]
    [InlineData("to=2021-11-22", "to=2021-11-21")]
    [InlineData("from=2021-11-21", "from=2021-11-24")]
    [InlineData("to=2021-11-23", "to=2021-11-20")]
    public void A_condition_is_met_by_the_customer_or_not(string met, string unmet)
    {
        Assert.Equal((true, false), (Accepts(met), Accepts(unmet)));
        Assert.False(Accepts($"{met}&{(met.StartsWith("ofac", StringComparison.Ordinal) ? "pepScan=Failed" : "ofac=Failed")}"));
        Assert.Equal((false, false), (Read(met).TakesAll, Read(unmet).TakesAll));
    }

    [Theory]
    [InlineData("")]
    [InlineData("partnerId=6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("ofac=&from=")]
    public void Without_a_condition_but_the_partner_all_customers_are_in_the_list(string query) => Assert.Equal((true, true), (Read(query).TakesAll, Accepts(query)));

    [Fact]
    public void The_partner_is_read() => Assert.Equal(TestCustomers.Partner, Read($"partnerId={TestCustomers.Partner}").PartnerId);

    private static bool Accepts(string query) => Read(query).Accepts(Customer);

    private static CustomerFilter Read(string query) => CustomerFilter.Read(new QueryReader(new QueryCollection(QueryHelpers.ParseQuery(query))));
}
