using CrossRiver.Emulator.Errors;

namespace CrossRiver.Emulator.Bodies;

/// <summary>Reads the bytes of a request body, up to a limit.</summary>
internal static class BodyBytes
{
    /// <summary>The most bytes a body may have.</summary>
    public const int Largest = 1024 * 1024;

    /// <summary>
    /// Where Kestrel itself stops reading. It is above <see cref="Largest"/>, so that a body that is a little too large is
    /// refused with an answer and not with a closed connection.
    /// </summary>
    public const int LargestThatIsAnswered = 16 * Largest;

    private const int UsualSize = 2048;

    /// <summary>Reads a JSON body.</summary>
    /// <exception cref="RefusedException">The content type is not JSON (415) or the body is too large (413).</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.HasJsonContentType())
        {
            throw ErrorCatalog.NotJson.Refuse();
        }

        var buffer = new byte[Math.Clamp(request.ContentLength ?? UsualSize, 0, Largest) + 1];
        var length = 0;
        while (await request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted) is > 0 and var read)
        {
            length += read;
            if (length > Largest)
            {
                throw ErrorCatalog.TooLarge.Refuse();
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, Largest + 1));
            }
        }

        return buffer.AsMemory(0, length);
    }
}
