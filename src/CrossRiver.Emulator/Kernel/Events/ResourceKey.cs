using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Kernel.Events;

/// <summary>Names a resource of the bank.</summary>
/// <param name="Type">The name of its type, for example <c>customer</c>.</param>
/// <param name="Id">Its identifier, as paths have it.</param>
[StructLayout(LayoutKind.Auto)]
[JsonConverter(typeof(ResourceKeyJson))]
internal readonly record struct ResourceKey(string Type, string Id)
{
    private const string Customer = "customer";

    /// <summary>Gets the identifier of the customer that this names, or null if it names another resource.</summary>
    public Guid? CustomerId => Type is Customer && Guid.TryParse(Id, out var id) ? id : null;

    /// <summary>Returns the key of a customer.</summary>
    public static ResourceKey OfCustomer(Guid id) => new(Customer, id.ToString());

    public override string ToString() => $"{Type} {Id}";

    // The JSON of snapshots and journals had customers only: one is its identifier alone.
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
