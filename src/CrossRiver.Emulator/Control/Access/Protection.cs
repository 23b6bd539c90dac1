using System.Security.Cryptography;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Keeps what is under <c>/_emulator</c> from pages of other sites, and from whoever does not send the key if one is set.</summary>
/// <remarks>A page of any site can make a browser on this machine call localhost. The browser says so in <c>Origin</c> and <c>Sec-Fetch-Site</c>.</remarks>
internal sealed class Protection(IOptions<ControlOptions> options, ControlHosts hosts)
{
    /// <summary>The header of the key.</summary>
    public const string KeyHeader = "X-Emulator-Key";

    private const string SiteHeader = "Sec-Fetch-Site";
    private const string Bearer = "Bearer ";

    private readonly byte[]? _key = options.Value.Key is { Length: > 0 } key ? HashOf(key) : null;

    /// <summary>Lets a call pass.</summary>
    /// <exception cref="RefusedException">403: it is made by a name of another site, or comes from a page of one. 401: it does not bring the key.</exception>
    public void Check(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(ControlRoutes.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        hosts.Require(context.Request);
        var admission = context.GetEndpoint()?.Metadata.GetMetadata<Admission>() ?? Admission.Guarded;
        RequireOwnSite(context.Request);
        if (admission.NeedsKey && _key is not null && !BringsKey(context.Request.Headers, _key))
        {
            throw ControlErrors.KeyRequired.Refuse();
        }
    }

    private static void RequireOwnSite(HttpRequest request)
    {
        var own = $"{request.Scheme}://{request.Host}";
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !string.Equals(origin, own, StringComparison.OrdinalIgnoreCase))
        {
            throw ControlErrors.CrossSite.Refuse($"Origin: {origin}", own);
        }

        var site = request.Headers[SiteHeader].ToString();
        if (site is not ("" or "same-origin" or "none"))
        {
            throw ControlErrors.CrossSite.Refuse($"{SiteHeader}: {site}", own);
        }
    }

    private static bool BringsKey(IHeaderDictionary headers, byte[] key)
    {
        var authorization = headers.Authorization.ToString();
        var token = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : "";

        // Hashes have one length, so that the time of the comparison does not tell that of the key.
        return CryptographicOperations.FixedTimeEquals(HashOf(headers[KeyHeader].ToString()), key) | CryptographicOperations.FixedTimeEquals(HashOf(token), key);
    }

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

/// <summary>Puts the protection before the routes.</summary>
internal static class ProtectionServices
{
    /// <summary>Refuses calls that may not be made. Which route a call is for has to be known.</summary>
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
