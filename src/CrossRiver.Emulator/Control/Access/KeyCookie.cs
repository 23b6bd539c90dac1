using System.Security.Cryptography;
using CrossRiver.Emulator.Platform;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Represents the cookie by which the page has the key after a person has typed it once. It holds for this process only.</summary>
internal sealed class KeyCookie(IOptions<ControlOptions> options)
{
    private const string Name = "emulator-key";

    // The cookie does not contain the key, and one of an earlier process is worth nothing.
    private readonly string? _value = options.Value.Key is { Length: > 0 } key
        ? Convert.ToHexString(HMACSHA256.HashData(RandomNumberGenerator.GetBytes(32), Encoding.UTF8.GetBytes(key))) : null;

    /// <summary>Returns whether a request has the cookie.</summary>
    public bool IsIn(HttpRequest request) => _value is not null && AreEqual(request.Cookies[Name] ?? "", _value);

    /// <summary>Sets the cookie if the key is right, and returns whether it is.</summary>
    public bool TrySet(string key, HttpContext context)
    {
        if (options.Value.Key is not { Length: > 0 } known || !AreEqual(key, known))
        {
            return false;
        }

        context.Response.Cookies.Append(Name, _value!, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = $"{context.Request.PathBase}{ControlRoutes.Prefix}",
        });
        return true;
    }

    // Hashes have one length, so that the time of the comparison does not reveal the length of the key.
    private static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
