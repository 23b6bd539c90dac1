using CrossRiver.Emulator.Platform.Errors;
using Microsoft.Net.Http.Headers;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>Reads the body of a call as UTF-8 text.</summary>
internal static class TextBody
{
    // Every text in ASCII is one in UTF-8, too.
    private static readonly string[] Charsets = ["utf-8", "utf8", "us-ascii"];

    /// <summary>Reads the bytes of a body, without a byte-order mark.</summary>
    /// <exception cref="ApiException">The body is too large, does not end, is not UTF-8 or has another charset in its Content-Type.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentType is { } type && !IsTaken(type))
        {
            throw ErrorCatalog.NotUtf8.ToException();
        }

        var bytes = await ReadUncheckedAsync(context);

        return Utf8Text.FindFault(bytes.Span) is not { } fault
            ? bytes
            : throw ApiException.Invalid([$"The request body is not UTF-8 (line {fault.Line}, byte {fault.Byte}: {fault.Found}); encode it as UTF-8"]);
    }

    /// <summary>Reads the bytes of a body, without a byte-order mark, whatever their encoding.</summary>
    /// <exception cref="ApiException">The body is too large or does not end.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadUncheckedAsync(HttpContext context) => Utf8Text.WithoutMark(await BodyBytes.ReadAsync(context));

    // Most types have no charset, and then nothing is parsed.
    private static bool IsTaken(string contentType) =>
        !contentType.Contains("charset", StringComparison.OrdinalIgnoreCase)
        || !MediaTypeHeaderValue.TryParse(contentType, out var type)
        || !type.Charset.HasValue
        || Charsets.Contains(HeaderUtilities.RemoveQuotes(type.Charset).ToString(), StringComparer.OrdinalIgnoreCase);
}
