using System.Buffers;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>Reads the body of a call as JSON and compares it with its fields.</summary>
internal static class JsonBody
{
    private const int UsualSize = 512;

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = WireJson.Deepest };

    /// <summary>Reads the body of a call, and checks it.</summary>
    /// <returns>An object without faults; valid until the call is answered.</returns>
    /// <exception cref="ApiException">The body is not JSON, is too large, is no object or has faults. The messages name every fault of a field.</exception>
    public static async Task<JsonElement> ReadAsync(HttpContext context, Func<JsonElement, IReadOnlyList<Field>> fieldsFor)
    {
        var body = await ReadAnyAsync(context);
        Check(body, fieldsFor, context);

        return body;
    }

    /// <summary>Reads the body of a call, without a check of its fields.</summary>
    /// <exception cref="ApiException">The body is not JSON or is too large, or that of a control call has half of a character.</exception>
    public static async Task<JsonElement> ReadAnyAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw ErrorCatalog.NotJson.ToException();
        }

        var bytes = await TextBody.ReadAsync(context);
        var document = Parse(bytes);
        context.Response.RegisterForDispose(document);
        if (context.IsControlCall())
        {
            RequireWholeCharacters(bytes.Span);
        }

        return document.RootElement;
    }

    /// <summary>Compares a body with its fields.</summary>
    /// <exception cref="ApiException">The body is no object or has faults. The messages name every fault of a field.</exception>
    public static void Check(JsonElement body, Func<JsonElement, IReadOnlyList<Field>> fieldsFor, HttpContext context)
    {
        if (body.ValueKind is not JsonValueKind.Object)
        {
            throw ApiException.Invalid(["The request body must be an object"]);
        }

        var resolver = context.RequestServices.GetRequiredService<CallResolver>();
        var world = resolver.FindWorld(context, body);
        var check = new BodyCheck(resolver.TodayIn(world), context.RequestServices);
        check.Check(body, fieldsFor(body));
        context.Call().UnknownMembers = check.UnknownMembers;
        if (world is not null)
        {
            context.Call().Enter(world);
        }

        check.ThrowIfFaulty();
    }

    /// <summary>Returns a record of a checked body. Only members that the fields name are read, because all others can have any form.</summary>
    public static T ToRecord<T>(JsonElement body, IReadOnlyList<Field> fields)
    {
        var known = new ArrayBufferWriter<byte>(UsualSize);
        using (var writer = new Utf8JsonWriter(known))
        {
            WriteKnown(body, fields, writer);
        }

        return JsonSerializer.Deserialize<T>(known.WrittenSpan, WireJson.Options)!;
    }

    private static void WriteKnown(JsonElement body, IReadOnlyList<Field> fields, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        for (var i = 0; i < fields.Count; i++)
        {
            if (body.FindMember(fields[i].Name) is { } value && !fields[i].IsAbsent(value))
            {
                writer.WritePropertyName(fields[i].Name);
                Write(value, fields[i], writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void Write(JsonElement value, Field field, Utf8JsonWriter writer)
    {
        if (field.Type.Form.Kind is FieldKind.List)
        {
            writer.WriteStartArray();
            foreach (var item in value.EnumerateArray())
            {
                WriteKnown(item, field.Members, writer);
            }

            writer.WriteEndArray();
        }
        else if (field.Members is [_, ..])
        {
            WriteKnown(value, field.Members, writer);
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    // The bank's routes take half of a character in members that they do not read. The emulator's may read, keep or answer every text.
    private static void RequireWholeCharacters(ReadOnlySpan<byte> json)
    {
        if (Escapes.FindHalf(json) is var half and >= 0)
        {
            var before = json[..half];
            throw ApiException.Invalid([
                $"The request body has half of a character at line {before.Count((byte)'\n') + 1}, byte {half - before.LastIndexOf((byte)'\n')}: "
                + "write a pair of escapes, such as \\ud83d\\ude00, or the character itself"]);
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw ApiException.Invalid(["Request body required"]);
        }

        try
        {
            return JsonDocument.Parse(bytes, Limits);
        }
        catch (JsonException exception)
        {
            throw ApiException.Invalid([$"The request body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})"]);
        }
    }
}
