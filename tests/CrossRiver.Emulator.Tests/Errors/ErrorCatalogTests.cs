using System.Globalization;
using System.Reflection;
using System.Text;

namespace CrossRiver.Emulator.Errors;

/// <summary>The errors are told as they are answered.</summary>
public sealed class ErrorCatalogTests
{
    private static readonly IReadOnlyList<(string Name, NamedError Error)> All =
    [
        .. typeof(ErrorCatalog).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (field.Name, (NamedError)field.GetValue(null)!))
            .OrderBy(named => (named.Item2.Status, named.Item2.Code ?? 0)),
    ];

    [Fact]
    public async Task The_page_of_errors_is_the_catalogue()
    {
        var page = new StringBuilder("""
            # Errors

            A refused call changes nothing and says why in this body, one element a fault:

            ```json
            {"errors":[{"code":1000,"message":"First name required"}]}
            ```

            Where there is no code, the body is `{"message":"…"}`. The token server answers errors as OAuth does instead. Codes: 1000 to 1999
            validation, 2000 to 2999 rules, 3000 to 3999 permissions, 9999 a fault of the bank's; the ranges are the bank's, most codes are
            *assumed*.

            | status | code | name | message | when | source |
            |---|---|---|---|---|---|

            """);
        foreach (var (name, error) in All)
        {
            var code = error.Code?.ToString(CultureInfo.InvariantCulture) ?? "";
            page.Append(CultureInfo.InvariantCulture, $"| {error.Status} | {code} | {name} | `{error.Message}` | {error.When} | {(error.IsKnown ? "recorded" : "*assumed*")} |\n");
        }

        await Snapshot.AssertAsync("docs/errors.md", page.ToString());
    }

    [Fact]
    public void A_code_means_one_thing_and_is_in_the_range_of_its_kind()
    {
        Assert.All(All, named => Assert.True(
            named.Error.Code is null or (>= 1000 and <= 3999) or 9999,
            $"{named.Name} has the code {named.Error.Code}"));
        Assert.Distinct(All.Where(named => named.Error.Code is not (null or 1000)).Select(named => named.Error.Code));
        Assert.All(All.Where(named => named.Error.Status is 403), named => Assert.InRange(named.Error.Code!.Value, 3000, 3999));
    }
}
