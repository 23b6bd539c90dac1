using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>Represents the names that settings and calls give partners. A partner has at most one.</summary>
/// <remarks>Thread-safe. An alias outlives the resets and the end of the partner's world.</remarks>
internal sealed class PartnerAliases(IOptions<PartnerOptions> options)
{
    public const int Most = 1_000;

    // Shorter than an identifier.
    private const int LongestAlias = 32;

    private readonly Lock _lock = new();

    /// <summary>The form of an alias, for messages.</summary>
    public static readonly string Form = $"1 to {LongestAlias} letters, digits or hyphens";

    /// <summary>Gets the number of changes by calls.</summary>
    public long Changes
    {
        get
        {
            lock (_lock)
            {
                return field;
            }
        }

        private set;
    }

    // Made on first use. Call only while holding the lock.
    private Dictionary<string, Guid> Partners => field ??= new(options.Value.Aliases, StringComparer.OrdinalIgnoreCase);

    public static bool IsAlias(string text) => text.Length is > 0 and <= LongestAlias && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-');

    /// <summary>Returns the partner of an alias, in any casing, or null if there is none.</summary>
    public Guid? Find(string alias)
    {
        lock (_lock)
        {
            return Partners.TryGetValue(alias, out var partnerId) ? partnerId : null;
        }
    }

    public string? FindAlias(Guid partnerId)
    {
        lock (_lock)
        {
            return Partners.FirstOrDefault(named => named.Value == partnerId).Key;
        }
    }

    /// <summary>Gives a partner an alias in place of its former one.</summary>
    /// <param name="alias">The alias, or null for none.</param>
    /// <returns>The reason why the alias was refused, or null if it was given.</returns>
    public string? Set(Guid partnerId, string? alias)
    {
        lock (_lock)
        {
            var former = FindAlias(partnerId);
            if (alias is not null && Find(alias) is { } holder && holder != partnerId)
            {
                return $"it is that of partner {holder}";
            }

            if (alias is not null && former is null && Partners.Count >= Most)
            {
                return $"there are {Most} aliases already";
            }

            _ = former is not null && Partners.Remove(former);
            if (alias is not null)
            {
                Partners[alias] = partnerId;
            }

            Changes++;
            return null;
        }
    }

    public IReadOnlyList<SavedAlias> Save()
    {
        lock (_lock)
        {
            return [.. Partners.Select(named => new SavedAlias(named.Key, named.Value))];
        }
    }

    /// <summary>Adds saved aliases. Aliases of the settings take precedence.</summary>
    public void Load(IReadOnlyList<SavedAlias> saved)
    {
        lock (_lock)
        {
            foreach (var (alias, partnerId) in saved.Where(named => Find(named.Alias) is null && FindAlias(named.PartnerId) is null))
            {
                Partners[alias] = partnerId;
            }
        }
    }
}

/// <summary>Represents an alias in the file of the state.</summary>
internal sealed record SavedAlias(string Alias, Guid PartnerId)
{
    /// <summary>Checks that calls could have given the saved aliases.</summary>
    /// <exception cref="InvalidDataException">An alias is impossible, or is there twice.</exception>
    public static void Check(IReadOnlyList<SavedAlias> saved, Place place)
    {
        place.ForEach(saved, (named, at) => at.Of("alias").Require(PartnerAliases.IsAlias(named.Alias), $"an alias must be {PartnerAliases.Form}"));
        place.Index(saved, named => named.Alias.ToUpperInvariant(), "alias");
        place.Index(saved, named => named.PartnerId, "partner");
    }
}

/// <summary>The partners of the emulator: the section <c>Emulator:Partners</c>, checked at the start.</summary>
internal sealed class PartnerOptions : IValidatableObject
{
    /// <summary>The partner of an alias. Control paths and <c>--partner</c> take the alias in place of the identifier.</summary>
    /// <value>A GUID; the name is 1 to 32 letters, digits or hyphens. By default there is none.</value>
    public IReadOnlyDictionary<string, Guid> Aliases { get; set; } = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Aliases.Count is 0 ? [] :
    [
        .. Aliases.Keys.Where(alias => !PartnerAliases.IsAlias(alias)).Select(alias => new ValidationResult($"Aliases: '{alias}' is no alias; write {PartnerAliases.Form}")),
        .. Aliases.GroupBy(named => named.Value, named => named.Key).Where(names => names.Count() > 1)
            .Select(names => new ValidationResult($"Aliases: partner {names.Key} has several, {string.Join(", ", names.Order(StringComparer.Ordinal))}; leave one")),
        .. Aliases.Count > PartnerAliases.Most ? [new ValidationResult($"Aliases: there are more than {PartnerAliases.Most}")] : Array.Empty<ValidationResult>(),
    ];
}
