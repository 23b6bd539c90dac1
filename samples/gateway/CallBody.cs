using System.Text.Json;

namespace Gateway;

/// <summary>The partner and the resource that the JSON body of a call names.</summary>
/// <param name="PartnerId">The partner, or null if the body names none.</param>
/// <param name="ResourceByte">The byte of the first resource, or null if the body names none.</param>
internal sealed record CallBody(Guid? PartnerId, byte? ResourceByte)
{
    // As much as an emulator takes.
    private const int LargestBody = 1 << 20;

    private static readonly CallBody Nothing = new(PartnerId: null, ResourceByte: null);

    private static readonly string[] Resources = ["customerId", "accountNumber", "masterAccountNumber", "debitAccountNumber", "creditAccountNumber"];

    /// <summary>Reads the body of a call, and keeps it to be sent on unchanged.</summary>
    /// <exception cref="RefusedException">The body is too large.</exception>
    public static async ValueTask<CallBody> ReadAsync(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsDelete(request.Method))
        {
            return Nothing;
        }

        await KeepAsync(request);
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return document.RootElement is { ValueKind: JsonValueKind.Object } body
                ? new(NamedPartner.Parse(Find(body, NamedPartner.Member)), Resources.Select(member => PartnerByte.In(Find(body, member))).FirstOrDefault(found => found is not null))
                : Nothing;
        }
        catch (JsonException)
        {
            // The instance reports the fault.
            return Nothing;
        }
        finally
        {
            request.Body.Position = 0;
        }
    }

    /// <summary>Reads a whole body into memory, so that it can be read and sent more than once.</summary>
    /// <exception cref="RefusedException">The body is too large.</exception>
    public static async ValueTask KeepAsync(HttpRequest request)
    {
        if (request.Body.CanSeek)
        {
            return;
        }

        request.EnableBuffering(LargestBody, LargestBody);
        try
        {
            await request.Body.CopyToAsync(Stream.Null, request.HttpContext.RequestAborted);
        }
        catch (IOException) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, $"The request body is larger than {LargestBody} bytes, or broke off");
        }

        request.Body.Position = 0;
    }

    // In any casing, as the emulator reads members.
    private static string? Find(JsonElement body, string name) =>
        body.EnumerateObject().FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: JsonValueKind.String } value
            ? value.GetString()
            : null;
}
