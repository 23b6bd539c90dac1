using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Customers.TaxIds;

/// <summary>Tax ids that choose a story without a file: four of their digits say what the scans find, how fast, and how the news travels.</summary>
/// <param name="mask">What such a tax id looks like: digits, and four <c>?</c> where the code stands; empty when there is no code.</param>
/// <param name="pace">How fast the bank is by default.</param>
/// <remarks>Ours, and not the bank's.</remarks>
internal sealed class TaxIdCode(string mask, Pace pace) : IScenarioSource
{
    /// <summary>What the names of the stories begin with; the digits follow.</summary>
    public const string NamePrefix = "tax-id-";

    private const int Digits = 4;

    /// <summary>What tax ids with a code look like; empty when there is no code.</summary>
    public string Mask => mask;

    public string Origin => "the tax-id code";

    public string? FindName(JsonElement create) => ReadDigits(create.TextAt("profile.taxId")) is { } digits ? NamePrefix + digits : null;

    public string? FindFault(string name) => DigitsOf(name) is { } digits ? CodedStory.FindFault(digits) : null;

    public string? Find(string name) => DigitsOf(name) is { } digits && CodedStory.FindFault(digits) is null
        ? CodedStory.Write(name, TaxIdOf(digits), digits, pace)
        : null;

    private string? DigitsOf(string name) => mask is not "" && name.Length == NamePrefix.Length + Digits && name.StartsWith(NamePrefix, StringComparison.Ordinal)
        ? name[NamePrefix.Length..]
        : null;

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
