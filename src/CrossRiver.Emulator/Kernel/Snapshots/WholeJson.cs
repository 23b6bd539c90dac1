using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Refuses JSON without a member that a record requires, or with a null in a list.</summary>
internal static class WholeJson
{
    /// <summary>Adds a check of every record of a type after it was read.</summary>
    public static void Require(JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object)
        {
            return;
        }

        var nullability = new NullabilityInfoContext();
        var members = type.Properties
            .Where(member => member is { Get: not null, PropertyType.IsValueType: false })
            .Select(member => (Member: member, IsRequired: member.AttributeProvider is PropertyInfo property && nullability.Create(property).ReadState is NullabilityState.NotNull))
            .ToList();

        type.OnDeserialized = record =>
        {
            foreach (var (member, isRequired) in members)
            {
                Require(member.Name, member.Get!(record), isRequired);
            }
        };
    }

    private static void Require(string name, object? value, bool isRequired)
    {
        if (value is null && isRequired)
        {
            throw new JsonException($"{name} is missing");
        }

        if (value is IDictionary named && named.Values.Cast<object?>().Contains(null) && !MayHaveNulls(named))
        {
            throw new JsonException($"{name} has a member that is null");
        }

        if (value is IEnumerable and not (string or IDictionary) && ((IEnumerable)value).Cast<object?>().Contains(null))
        {
            throw new JsonException($"{name} has an element that is null");
        }
    }

    // The details of events may be null.
    private static bool MayHaveNulls(IDictionary named) => named is Dictionary<string, string?>;
}
