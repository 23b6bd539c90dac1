namespace Gateway;

/// <summary>The instances that a call goes to: to each of them, or to the first that answers.</summary>
internal sealed record Route(IReadOnlyList<string> Instances, bool ToAll = false);

/// <summary>Finds the instances that a call goes to.</summary>
internal sealed class Router(Instances instances)
{
    // Every instance answers these alike, so the first that lives will do.
    private static readonly string[] Alike = ["connect", "oauth", ".well-known", "_emulator/scenarios/validate", "_emulator/ui"];

    private static readonly string[] AlikeToReaders =
    [
        "webhooks/v1/meta", "_emulator/health", "_emulator/version", "_emulator/certificate.pem", "_emulator/products", "_emulator/scenarios", "_emulator/schema", "_emulator/examples",
        "_emulator/reference", "_emulator/openapi.json", "_emulator/llms.txt",
    ];

    // The calls about all worlds whose answers can be merged.
    private static readonly HashSet<string> OfAllWorlds = new(StringComparer.OrdinalIgnoreCase)
    {
        "GET core/v1/cm/customers", "GET core/v1/dda/subaccounts", "GET webhooks/v1/registrations", "GET webhooks/v1/events",
        "GET _emulator/ready", "GET _emulator/partners", "GET _emulator/customers", "GET _emulator/deliveries",
        "GET _emulator/clock", "PUT _emulator/clock", "POST _emulator/clock/advance", "POST _emulator/wait", "POST _emulator/reset", "DELETE _emulator/coverage",
    };

    /// <summary>Returns the instances that a call goes to.</summary>
    /// <exception cref="RefusedException">The call names no partner, or its body is too large to look for one.</exception>
    public async Task<Route> FindAsync(HttpRequest request)
    {
        var path = request.Path.ToString().Trim('/');
        var segments = path.Split('/');
        if (FindControlByte(segments) is { } inPath)
        {
            return ToOne(inPath);
        }

        var inQuery = NamedPartner.InQuery(request);
        if (inQuery is null && IsAlike(request, path))
        {
            return new Route(instances.All);
        }

        var body = await CallBody.ReadAsync(request);
        if ((body.PartnerId ?? inQuery ?? NamedPartner.InToken(request)) is { } partnerId)
        {
            return ToOne(PartnerByte.Of(partnerId));
        }

        if ((segments.Select(PartnerByte.In).FirstOrDefault(found => found is not null) ?? body.ResourceByte) is { } ofResource)
        {
            return ToOne(ofResource);
        }

        return OfAllWorlds.Contains($"{request.Method} {path}") ? new Route(instances.All, ToAll: true) : throw Unnamed();
    }

    private static bool IsAlike(HttpRequest request, string path) =>
        path is "" || Alike.Any(start => IsBelow(path, start)) || (HttpMethods.IsGet(request.Method) && AlikeToReaders.Any(start => IsBelow(path, start)));

    private static bool IsBelow(string path, string start) => $"{path}/".StartsWith($"{start}/", StringComparison.OrdinalIgnoreCase);

    // Calls of the emulator's own that name a partner, and its inboxes, which belong to none.
    private static byte? FindControlByte(string[] segments)
    {
        var at = segments[0].Equals("_emulator", StringComparison.OrdinalIgnoreCase)
            ? Array.FindIndex(segments, 1, segments.Length - 1, segment => segment.ToUpperInvariant() is "PARTNERS" or "INBOX")
            : -1;
        if (at < 0 || at + 1 == segments.Length)
        {
            return null;
        }

        var name = segments[at + 1];
        return segments[at].Equals("inbox", StringComparison.OrdinalIgnoreCase) ? PartnerByte.OfName(name.ToUpperInvariant())
            : Guid.TryParse(name, out var partnerId) ? PartnerByte.Of(partnerId)
            : throw new RefusedException(StatusCodes.Status400BadRequest, $"'{name}' is no partner id; an alias is known to one instance only, so write the partner id");
    }

    private Route ToOne(byte partnerByte) => new([instances.Of(partnerByte)]);

    private RefusedException Unnamed() => new(
        StatusCodes.Status400BadRequest,
        $"The call names no partner, and the answers of {instances.All.Count} instances to it cannot be merged; name the partner (/_emulator/partners/PARTNER/…, partnerId in the query or the body), or call an instance: {string.Join(", ", instances.All)}");
}
