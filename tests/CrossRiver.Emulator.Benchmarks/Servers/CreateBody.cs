using System.Globalization;
using System.Net.Mime;
using System.Text;

namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>The body that makes a customer. Each customer has a number of nine digits, which is its tax id and ends its <c>clientIdentifier</c>.</summary>
internal static class CreateBody
{
    private const string Placeholder = "@@@@@@@@@";

    /// <summary>The body with placeholders for the number, as <c>load.lua</c> takes it.</summary>
    public static string Template { get; } = CreateTemplate();

    /// <summary>A customer's body.</summary>
    /// <param name="number">The customer's number.</param>
    /// <param name="partnerId">Whose customer it is.</param>
    public static StringContent Of(int number, Guid partnerId) => new(
        Template.Replace(Placeholder, number.ToString("D9", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace(Partner.Usual.ToString(), partnerId.ToString(), StringComparison.Ordinal),
        Encoding.UTF8,
        MediaTypeNames.Application.Json);

    private static string CreateTemplate()
    {
        var body = Example.Read("create-personal.request.json");
        body["profile"]!["taxId"] = Placeholder;
        body["clientIdentifier"] = $"benchmark-{Placeholder}";

        return body.ToJsonString();
    }
}
