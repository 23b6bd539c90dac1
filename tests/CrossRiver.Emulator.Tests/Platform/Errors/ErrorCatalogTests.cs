using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>The errors that the rooms register, and the page about them.</summary>
public sealed class ErrorCatalogTests
{
    private static readonly IReadOnlyList<ErrorDefinition> All = RegisteredErrors();

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
        foreach (var error in All)
        {
            var code = error.Code?.ToString(CultureInfo.InvariantCulture) ?? "";
            page.Append(CultureInfo.InvariantCulture, $"| {error.Status} | {code} | {error.Name} | `{error.Message}` | {error.When} | {(error.IsKnown ? "recorded" : "*assumed*")} |\n");
        }

        await Snapshot.AssertAsync("docs/errors.md", page.ToString());
    }

    [Fact]
    public void Each_error_that_a_room_has_is_registered()
    {
        var fields = typeof(ErrorDefinition).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(ErrorDefinition));

        Assert.Equal(fields.Select(field => field.Name).Order(), All.Select(error => error.Name).Order());
    }

    [Fact]
    public void A_code_means_one_thing_and_is_in_the_range_of_its_kind()
    {
        Assert.All(All, error => Assert.True(
            error.Code is null or (>= 1000 and <= 3999) or 9999,
            $"{error.Name} has the code {error.Code}"));
        Assert.All(All.Where(error => error.Status is 403), error => Assert.InRange(error.Code!.Value, 3000, 3999));
    }

    [Fact]
    public void A_second_error_of_one_code_stops_the_start()
    {
        var error = new ErrorDefinition(409, 2001, "Account {0} is closed", "AccountClosed") { When = "Never." };

        var exception = Assert.Throws<InvalidOperationException>(() => EmulatorApplication.CreateEmbedded([], builder => builder.Services.AddErrors(error)));

        Assert.Equal("Error AccountClosed has the code 2001 of DuplicateRegistration; give it a code of its own", exception.Message);
    }

    private static IReadOnlyList<ErrorDefinition> RegisteredErrors()
    {
        using var app = EmulatorApplication.CreateEmbedded([]);
        return [.. app.Services.GetServices<ErrorDefinition>().OrderBy(error => (error.Status, error.Code ?? 0))];
    }
}
