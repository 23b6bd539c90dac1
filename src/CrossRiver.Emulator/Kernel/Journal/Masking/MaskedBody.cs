using System.Buffers;
using System.Text.Encodings.Web;

namespace CrossRiver.Emulator.Kernel.Journal.Masking;

/// <summary>Masks the secrets of a JSON body for the journal. A truncated body is shown as far as it is there.</summary>
internal static class MaskedBody
{
    /// <summary>The most bytes that are kept of a body.</summary>
    public const int Longest = 4096;

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = WireJson.Deepest, CommentHandling = JsonCommentHandling.Skip };

    private static readonly string TooDeep = $"(nested deeper than {WireJson.DeepestShown} levels)";

    private static readonly JsonWriterOptions Writing = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the masked body, or null unless it is an object or a list: without names, secrets cannot be found.</summary>
    public static JsonElement? Read(ReadOnlyMemory<byte> sent)
    {
        var body = Utf8Text.WithoutMark(sent).Span;
        if (body.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..])
        {
            return null;
        }

        var written = new ArrayBufferWriter<byte>(body.Length + 64);
        using (var writer = new Utf8JsonWriter(written, Writing))
        {
            Copy(new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState(Reading)), writer);
        }

        return JsonElement.Parse(written.WrittenSpan);
    }

    private static void Copy(Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        var open = new Stack<JsonTokenType>();
        try
        {
            CopyTokens(ref reader, writer, open);
        }
        catch (JsonException)
        {
            // Everything before the broken part has been copied.
        }

        while (open.TryPop(out var container))
        {
            Close(writer, container);
        }
    }

    private static void CopyTokens(ref Utf8JsonReader reader, Utf8JsonWriter writer, Stack<JsonTokenType> open)
    {
        var (visibility, name) = (Visibility.Shown, default(string));
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = TextOf(ref reader);
                    visibility = SecretNames.Of(name);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Close(writer, open.Pop());
                    continue;
            }

            if (name is not null)
            {
                writer.WritePropertyName(name);
                name = null;
            }

            var isContainer = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            if (!isContainer || (visibility is Visibility.Shown && open.Count < WireJson.DeepestShown))
            {
                Write(ref reader, writer, visibility, open);
            }
            else
            {
                // The text is written before the value is skipped, so that the name has a value even if the end is missing.
                writer.WriteStringValue(visibility is Visibility.Shown ? TooDeep : SecretNames.Hidden);
                if (!reader.TrySkip())
                {
                    return;
                }
            }

            visibility = Visibility.Shown;
        }
    }

    private static void Close(Utf8JsonWriter writer, JsonTokenType container)
    {
        if (container is JsonTokenType.StartObject)
        {
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteEndArray();
        }
    }

    private static void Write(ref Utf8JsonReader reader, Utf8JsonWriter writer, Visibility visibility, Stack<JsonTokenType> open)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                open.Push(reader.TokenType);
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                open.Push(reader.TokenType);
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(SecretNames.Show(TextOf(ref reader), visibility));
                break;
            case JsonTokenType.Number when visibility is not Visibility.Shown:
                writer.WriteStringValue(SecretNames.Show(Encoding.UTF8.GetString(reader.ValueSpan), visibility));
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }

    // JSON can contain halves of surrogate pairs, which are not text.
    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "(no text)";
        }
    }
}
