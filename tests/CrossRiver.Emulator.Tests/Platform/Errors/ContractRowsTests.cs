using System.Reflection;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>
/// Every row of the platform's contract, sections 4 to 7, that is emulated has a test of its name. Not emulated: 424, for which there is
/// no external dependency, the shapes of the lending modules, and money, which customers have none of.
/// </summary>
public sealed class ContractRowsTests
{
    private static readonly string[] Rows =
    [
        "4 token URL", "4 content type", "4 fields", "4 issuer", "4 response", "4 lifetime", "4 Basic client authentication", "4 legacy", "4 error answers", "4 server software", "4 no scope", "4 missing scope", "4 use", "4 refresh",
        "5 request header", "5 replay marker", "5 value", "5 key over 50", "5 match", "5 applies to", "5 after a failure", "5 kept", "5 in-progress duplicate", "5 request-id", "5 clientIdentifier",
        "6.1 missing or bad token", "6.1 malformed JSON", "6.1 unknown route", "6.1 unknown resource", "6.1 validation",
        "6.2 3000-3999", "6.2 9999", "6.2 1000-1999", "6.2 2000-2999",
        "6.3 403", "6.3 401", "6.3 409", "6.3 400", "6.3 404", "6.3 500", "6.3 429", "6.3 408", "6.3 200", "6.3 202",
        "7.1 query", "7.1 envelope", "7.1 first page", "7.1 default size", "7.1 sorting", "7.1 date filters", "7.1 other filters", "7.1 over 50",
        "7.2 plain dates", "7.2 enum casing", "7.2 nulls", "7.2 timestamps", "7.2 ids",
    ];

    [Fact]
    public void Every_row_has_a_test_of_its_name()
    {
        var named = typeof(ContractRowsTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<ContractRowAttribute>())
            .Select(attribute => attribute.Row)
            .Distinct();

        Assert.Equal(Rows.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }
}
