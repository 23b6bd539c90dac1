using System.Security.Cryptography;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Refuses calls of <c>/_emulator</c> from pages of other sites, and calls without the key if one is set.</summary>
/// <remarks>A page of any site can make a browser on this machine call localhost. The browser then sends <c>Origin</c> and <c>Sec-Fetch-Site</c>.</remarks>
internal sealed class Protection(IOptions<ControlOptions> options, ControlHosts hosts, KeyCookie cookie)
{
    public const string KeyHeader = "X-Emulator-Key";

    private const string SiteHeader = "Sec-Fetch-Site";
    private const string Bearer = "Bearer ";

    private readonly byte[]? _key = options.Value.Key is { Length: > 0 } key ? HashOf(key) : null;

    /// <summary>Checks the host, the site and the key of a call.</summary>
    /// <exception cref="ApiException">403: the call names a host of another site, or a page of one makes it. 401: the key is missing.</exception>
    public void Check(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(ControlRoutes.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        hosts.Require(context.Request);
        RequireOwnSite(context.Request);
        var admission = context.GetEndpoint()?.Metadata.GetMetadata<ControlAccess>() ?? ControlAccess.Guarded;
        if (admission.NeedsKey && !HasKey(context.Request))
        {
            throw ControlErrors.KeyRequired.ToException();
        }
    }

    /// <summary>Returns whether a request has the key: in a header, or by the cookie of the page. Without a key in the settings, every request has it.</summary>
    public bool HasKey(HttpRequest request) => _key is null || BringsKey(request.Headers, _key) || cookie.IsIn(request);

    private static void RequireOwnSite(HttpRequest request)
    {
        var own = $"{request.Scheme}://{request.Host}";
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !string.Equals(origin, own, StringComparison.OrdinalIgnoreCase))
        {
            throw ControlErrors.CrossSite.ToException($"Origin: {origin}", own);
        }

        var site = request.Headers[SiteHeader].ToString();
        if (site is not ("" or "same-origin" or "none"))
        {
            throw ControlErrors.CrossSite.ToException($"{SiteHeader}: {site}", own);
        }
    }

    private static bool BringsKey(IHeaderDictionary headers, byte[] key)
    {
        var authorization = headers.Authorization.ToString();
        var token = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : "";

        // Hashes have one length, so that the time of the comparison does not reveal the length of the key.
        return CryptographicOperations.FixedTimeEquals(HashOf(headers[KeyHeader].ToString()), key) | CryptographicOperations.FixedTimeEquals(HashOf(token), key);
    }

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

internal static class ProtectionServices
{
    /// <summary>Adds the protection. Call after the routing.</summary>
    public static void UseProtection(this IApplicationBuilder app)
    {
        var protection = app.ApplicationServices.GetRequiredService<Protection>();
        app.Use((context, next) =>
        {
            protection.Check(context);
            return next(context);
        });
    }
}
