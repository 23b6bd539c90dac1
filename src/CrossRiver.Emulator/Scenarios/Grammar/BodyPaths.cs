using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Customers.Requests;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>The paths of everything that the body of a create can have, from the table of its fields.</summary>
internal static class BodyPaths
{
    /// <summary>All of them, sections separated by dots: <c>profile.taxId</c>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Below("", CustomerFields.Create(classification: null))];

    private static IEnumerable<string> Below(string section, IReadOnlyList<Field> fields) =>
        fields.SelectMany(field => field.Members is [] ? [section + field.Name] : Below($"{section}{field.Name}.", field.Members));
}
