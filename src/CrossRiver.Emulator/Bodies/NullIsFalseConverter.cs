using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrossRiver.Emulator.Bodies;

/// <summary>Reads a flag that was sent as null as one that was not sent.</summary>
internal sealed class NullIsFalseConverter : JsonConverter<bool>
{
    public override bool HandleNull => true;

    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is not JsonTokenType.Null && reader.GetBoolean();

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}
