using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Finds the world of a control call that names no partner: by an identifier in its path, its query or its JSON body.</summary>
internal static class NamedResource
{
    private const int DeepestMember = 8;

    // The name of the resource in messages, by the name of its identifier in paths and bodies.
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["customerId"] = "Customer",
        ["eventId"] = "Delivery",
        ["registrationId"] = "Registration",
    };

    /// <summary>Returns the partner that a call means, or null if it contains no identifier of a world's resource.</summary>
    /// <exception cref="ApiException">404: the call names a customer, delivery or registration that no world has.</exception>
    public static async ValueTask<Guid?> FindPartnerAsync(HttpContext context, WorldDirectory worlds)
    {
        foreach (var (name, kind) in Kinds)
        {
            if (context.Request.RouteValues[name] is string id)
            {
                return OwnerOf(id, worlds) ?? throw ErrorCatalog.NotFound.ToException(kind, id);
            }
        }

        return context.Request.Query.Select(member => OwnerOf(member.Value, worlds)).FirstOrDefault(owner => owner is not null)
            ?? (await ReadAsync(context) is { } body ? FindPartner(body, worlds) : null);
    }

    /// <summary>Returns the partner that JSON names, itself or by a resource of its world, or null if it names none.</summary>
    /// <exception cref="ApiException">404: it names a customer, delivery or registration that no world has, and there is not exactly one world.</exception>
    public static Guid? FindPartner(JsonElement json, WorldDirectory worlds)
    {
        var named = default((string Kind, string Id)?);
        foreach (var (name, id) in IdsIn(json, DeepestMember))
        {
            if ((Kinds.ContainsKey(name) ? OwnerOf(id, worlds) : GuidText.Parse(id)) is { } partnerId)
            {
                return partnerId;
            }

            named ??= Kinds.TryGetValue(name, out var kind) && GuidText.Parse(id) is not null ? (kind, id) : null;
        }

        return named is { } missing && worlds.Only is null ? throw ErrorCatalog.NotFound.ToException(missing.Kind, missing.Id) : null;
    }

    private static Guid? OwnerOf(string? id, WorldDirectory worlds) =>
        worlds.FindOwner(id)?.PartnerId;

    // Snapshots have no BodyForm, because they name many resources and may be larger than other bodies.
    private static async ValueTask<JsonElement?> ReadAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<BodyForm>() is null || !context.Request.HasJsonContentType())
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(await TextBody.ReadUncheckedAsync(context));
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // The handler reports the error.
            return null;
        }
    }

    private static IEnumerable<(string Name, string Id)> IdsIn(JsonElement json, int depth) => json.ValueKind switch
    {
        JsonValueKind.Object when depth > 0 => json.EnumerateObject().SelectMany(member => IdsIn(member, depth)),
        JsonValueKind.Array when depth > 0 => json.EnumerateArray().SelectMany(item => IdsIn(item, depth - 1)),
        _ => [],
    };

    private static IEnumerable<(string Name, string Id)> IdsIn(JsonProperty member, int depth)
    {
        var name = member.SafeName();
        return member.Value.TextOrNull() is not { } text ? IdsIn(member.Value, depth - 1)
            : Kinds.ContainsKey(name) || string.Equals(name, "partnerId", StringComparison.OrdinalIgnoreCase) ? [(name, text)]
            : [];
    }
}
