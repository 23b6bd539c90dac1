using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Finds the world of a control call that names no partner: by an identifier in its path, its query or its JSON body.</summary>
internal sealed class NamedResource(WorldDirectory worlds, ModuleCatalog modules)
{
    private const int DeepestMember = 8;

    // The name of the resource in messages, by the name of its identifier in paths and bodies.
    private readonly Dictionary<string, string> _kinds = new(
        modules.Resources.ToDictionary(type => type.IdName, type => $"{char.ToUpperInvariant(type.Name[0])}{type.Name[1..]}", StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase)
    {
        ["eventId"] = "Delivery",
        ["registrationId"] = "Registration",
    };

    /// <summary>Returns the partner that a call means, or null if it contains no identifier of a world's resource.</summary>
    /// <exception cref="ApiException">404: the call names a resource that no world has.</exception>
    public async ValueTask<Guid?> FindPartnerAsync(HttpContext context)
    {
        foreach (var (name, kind) in _kinds)
        {
            if (context.Request.RouteValues[name] is string id)
            {
                return OwnerOf(id) ?? throw ErrorCatalog.NotFound.ToException(kind, id);
            }
        }

        return context.Request.Query.Select(member => OwnerOf(member.Value)).FirstOrDefault(owner => owner is not null)
            ?? (await ReadAsync(context) is { } body ? FindPartner(body) : null);
    }

    /// <summary>Returns the partner that JSON names, itself or by a resource of its world, or null if it names none.</summary>
    /// <exception cref="ApiException">404: it names a resource that no world has, and there is not exactly one world.</exception>
    public Guid? FindPartner(JsonElement json)
    {
        var named = default((string Kind, string Id)?);
        foreach (var (name, id) in IdsIn(json, DeepestMember))
        {
            if ((_kinds.ContainsKey(name) ? OwnerOf(id) : GuidText.Parse(id)) is { } partnerId)
            {
                return partnerId;
            }

            named ??= _kinds.TryGetValue(name, out var kind) && GuidText.Parse(id) is not null ? (kind, id) : null;
        }

        return named is { } missing && worlds.Only is null ? throw ErrorCatalog.NotFound.ToException(missing.Kind, missing.Id) : null;
    }

    private Guid? OwnerOf(string? id) => worlds.FindOwner(id)?.PartnerId;

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

    private IEnumerable<(string Name, string Id)> IdsIn(JsonElement json, int depth) => json.ValueKind switch
    {
        JsonValueKind.Object when depth > 0 => json.EnumerateObject().SelectMany(member => IdsIn(member, depth)),
        JsonValueKind.Array when depth > 0 => json.EnumerateArray().SelectMany(item => IdsIn(item, depth - 1)),
        _ => [],
    };

    private IEnumerable<(string Name, string Id)> IdsIn(JsonProperty member, int depth)
    {
        var name = member.SafeName();
        return member.Value.TextOrNull() is not { } text ? IdsIn(member.Value, depth - 1)
            : _kinds.ContainsKey(name) || string.Equals(name, "partnerId", StringComparison.OrdinalIgnoreCase) ? [(name, text)]
            : [];
    }
}
