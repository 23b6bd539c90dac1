using System.Collections.Concurrent;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Scenarios.Codes;

/// <summary>Tax ids that choose a story without a file: four of their digits say what the scans find, how fast, and how the news travels.</summary>
/// <param name="mask">What such a tax id looks like: digits, and four <c>?</c> where the code stands; empty when there is no code.</param>
/// <param name="pace">How fast the bank is by default.</param>
/// <remarks>Ours, and not the bank's. Each story is made when it is first asked for.</remarks>
internal sealed class TaxIdCode(string mask, Pace pace)
{
    /// <summary>What a mask must look like.</summary>
    public const string MaskPattern = @"^(?=\d*(\?\d*){4}$)[0-9?]{9}$";

    /// <summary>What the names of the stories begin with; the digits follow.</summary>
    public const string NamePrefix = "tax-id-";

    private const int Digits = 4;

    private readonly ConcurrentDictionary<string, Scenario> _made = new(StringComparer.Ordinal);

    /// <summary>Finds the story that a tax id asks for, or returns <see langword="null"/> when it asks for none.</summary>
    public Scenario? Find(string? taxId) => ReadDigits(taxId) is { } digits ? FindByDigits(digits) : null;

    /// <summary>Finds a story by its name, for example <c>tax-id-1203</c>, or returns <see langword="null"/>.</summary>
    public Scenario? FindByName(string name) => mask is not "" && name.Length == NamePrefix.Length + Digits && name.StartsWith(NamePrefix, StringComparison.Ordinal)
        ? FindByDigits(name[NamePrefix.Length..])
        : null;

    /// <summary>What tax ids with a code look like; empty when there is no code.</summary>
    public string Mask => mask;

    /// <summary>Finds what keeps a name that looks like one of a story from being one, in words, or returns <see langword="null"/>.</summary>
    public string? FindFaultOfName(string name) => mask is not "" && name.Length == NamePrefix.Length + Digits && name.StartsWith(NamePrefix, StringComparison.Ordinal)
        ? CodedStory.FindFault(name[NamePrefix.Length..])
        : null;

    /// <summary>Finds what keeps a tax id that looks like a code from being one, in words, or returns <see langword="null"/>.</summary>
    public string? FindFault(string? taxId) => ReadDigits(taxId) is { } digits ? CodedStory.FindFault(digits) : null;

    private Scenario? FindByDigits(string digits)
    {
        if (_made.TryGetValue(digits, out var made))
        {
            return made;
        }

        return CodedStory.FindFault(digits) is null ? _made.GetOrAdd(digits, CodedStory.Make(NamePrefix + digits, TaxIdOf(digits), digits, pace)) : null;
    }

    private string? ReadDigits(string? taxId)
    {
        if (taxId is null || taxId.Length != mask.Length)
        {
            return null;
        }

        Span<char> digits = stackalloc char[Digits];
        var count = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] is '?')
            {
                digits[count++] = taxId[i];
            }
            else if (mask[i] != taxId[i])
            {
                return null;
            }
        }

        return count is Digits ? new string(digits) : null;
    }

    private string TaxIdOf(string digits)
    {
        var next = 0;
        return string.Concat(mask.Select(character => character is '?' ? digits[next++] : character));
    }
}
