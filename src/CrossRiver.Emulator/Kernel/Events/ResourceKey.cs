using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Kernel.Events;

/// <summary>Represents the name of a resource of the bank.</summary>
/// <param name="Type">The name of its type, for example <c>customer</c>.</param>
/// <param name="Id">The identifier, as in paths.</param>
[StructLayout(LayoutKind.Auto)]
[JsonConverter(typeof(ResourceKeyJson))]
internal readonly record struct ResourceKey(string Type, string Id)
{
    private const string Customer = "customer";

    /// <summary>Gets the identifier of the customer, or null for another resource.</summary>
    public Guid? CustomerId => Type is Customer && Guid.TryParse(Id, out var id) ? id : null;

    public static ResourceKey OfCustomer(Guid id) => new(Customer, id.ToString());

    public override string ToString() => $"{Type} {Id}";

    // A customer is its identifier alone, because older snapshots and journals had customers only.
    private sealed class ResourceKeyJson : JsonConverter<ResourceKey>
    {
        public override ResourceKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()?.Split('/', 2) switch
        {
            [var id] when Guid.TryParse(id, out var customerId) => OfCustomer(customerId),
            [{ Length: > 0 } type, var id] => new ResourceKey(type, id),
            _ => throw new JsonException("it names no resource"),
        };

        public override void Write(Utf8JsonWriter writer, ResourceKey value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Type is Customer ? value.Id : $"{value.Type}/{value.Id}");
    }
}

/// <summary>A type of resource that the bank has, such as a customer.</summary>
/// <param name="Path">The path of one, for example <c>core/v1/cm/customers/{customerId}</c>.</param>
/// <param name="HasStory">Whether scenarios play its story, which begins with its creation.</param>
internal sealed record ResourceType(string Name, string Path, bool HasStory)
{
    /// <summary>Gets the name of the identifier in the path, for example <c>customerId</c>.</summary>
    public string IdName => Path[(Path.LastIndexOf('{') + 1)..^1];
}
