using System.Security.Cryptography;

namespace CrossRiver.Emulator.Platform.Idempotency;

/// <summary>The first answer to a call with an idempotency key, for when the call is made again.</summary>
/// <param name="Id">Names the call: the same for the same operation, body and key.</param>
/// <param name="RequestId">The <c>request-id</c> that the first answer carried.</param>
/// <param name="KeptAt">When it was given, on the world's clock.</param>
/// <param name="StatusCode">Its status, 200 to 299.</param>
/// <param name="ContentType">Its content type, or <see langword="null"/> when it has no body.</param>
/// <param name="Body">Its body, byte for byte.</param>
/// <remarks>Source: same endpoint, same body, same key; a changed body is a new request.</remarks>
internal sealed record KeptAnswer(Guid Id, string RequestId, DateTimeOffset KeptAt, int StatusCode, string? ContentType, byte[] Body)
{
    /// <summary>Names a call.</summary>
    public static Guid IdOf(HttpRequest request, string key, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes($"{request.Method} {request.Path.Value!.TrimEnd('/').ToUpperInvariant()}{request.QueryString}\n{key}\n");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(body);

        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
