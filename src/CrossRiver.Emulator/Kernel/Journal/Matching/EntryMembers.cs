using System.Text.Json.Serialization.Metadata;

namespace CrossRiver.Emulator.Kernel.Journal.Matching;

/// <summary>Provides the JSON members of entries, by their kinds.</summary>
internal static class EntryMembers
{
    /// <summary>Finds the fault in the path of a member: <c>eventName</c>, <c>body.profile.taxId</c>.</summary>
    /// <returns>The unknown part of the path, or null if the path is valid.</returns>
    public static UnknownMember? FindUnknown(string kind, string path)
    {
        var type = EntryKinds.Types[kind];
        foreach (var part in path.Split('.'))
        {
            // A body may have any members.
            if (type == typeof(JsonElement))
            {
                return null;
            }

            var members = MembersOf(type);
            if (members.FirstOrDefault(member => string.Equals(member.Name, part, StringComparison.OrdinalIgnoreCase)) is not { } found)
            {
                return new UnknownMember(part, [.. members.Select(member => member.Name)]);
            }

            type = ElementOf(found.PropertyType);
        }

        return null;
    }

    // Members that are never written have no getter.
    private static IReadOnlyList<JsonPropertyInfo> MembersOf(Type type) => [.. WireJson.Options.GetTypeInfo(type).Properties.Where(member => member.Get is not null)];

    private static Type ElementOf(Type type) =>
        Nullable.GetUnderlyingType(type) ?? (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GenericTypeArguments[0] : type);
}

/// <summary>Represents a name without a member.</summary>
/// <param name="Known">The existing names; empty if there are no members.</param>
internal sealed record UnknownMember(string Name, IReadOnlyCollection<string> Known);
