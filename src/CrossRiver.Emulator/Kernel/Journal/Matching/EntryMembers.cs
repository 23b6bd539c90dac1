using System.Text.Json.Serialization.Metadata;

namespace CrossRiver.Emulator.Kernel.Journal.Matching;

/// <summary>The members that entries have as JSON, by their kinds.</summary>
internal static class EntryMembers
{
    /// <summary>Finds what is wrong with the path of a member: <c>eventName</c>, <c>body.profile.taxId</c>.</summary>
    /// <returns>The part of the path that names nothing, or <see langword="null"/> when the path is good.</returns>
    public static UnknownMember? FindUnknown(string kind, string path)
    {
        var type = EntryKinds.Types[kind];
        foreach (var part in path.Split('.'))
        {
            // What was sent may have any members.
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

    // What is never written has no way to be read.
    private static IReadOnlyList<JsonPropertyInfo> MembersOf(Type type) => [.. WireJson.Options.GetTypeInfo(type).Properties.Where(member => member.Get is not null)];

    private static Type ElementOf(Type type) =>
        Nullable.GetUnderlyingType(type) ?? (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GenericTypeArguments[0] : type);
}

/// <summary>A name that is none of a member.</summary>
/// <param name="Known">The names there are; none where there are no members.</param>
internal sealed record UnknownMember(string Name, IReadOnlyCollection<string> Known);
