using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>The members of a body with which a tester decides instead of the bank: one for each registered field that the bank decides.</summary>
internal static class Decisions
{
    /// <summary>Returns the fields, in the order of their names.</summary>
    /// <param name="services">The services of the emulator.</param>
    public static IEnumerable<Field> FieldsIn(IServiceProvider services) =>
        DecidedIn(services).Select(field => field.RequestField!).OrderBy(field => field.Name, StringComparer.Ordinal);

    /// <summary>Returns the changes that a checked body asks for, in the order in which the fields are registered.</summary>
    /// <param name="body">The body.</param>
    /// <param name="services">The services of the emulator.</param>
    public static IReadOnlyList<FieldChange> In(JsonElement body, IServiceProvider services) =>
    [
        .. from field in DecidedIn(services)
           let value = body.FindMember(field.Key)
           where value is { ValueKind: not JsonValueKind.Null }
           select field.Read(value.Value),
    ];

    private static IEnumerable<SettableField> DecidedIn(IServiceProvider services) =>
        services.GetRequiredService<ModuleCatalog>().SettableFields.Where(field => field.IsDecision);
}
