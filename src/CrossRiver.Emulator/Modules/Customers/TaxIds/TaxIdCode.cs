using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Customers.TaxIds;

/// <summary>Provides the stories that tax ids choose without a file. Four digits encode the results of the scans, the pace and the delivery.</summary>
/// <param name="mask">The form of such a tax id: digits, and four <c>?</c> for the code; empty if there is no code.</param>
/// <remarks>An addition of the emulator, unknown at the bank.</remarks>
internal sealed class TaxIdCode(string mask, Pace pace) : IScenarioSource
{
    /// <summary>The start of the stories' names, before the digits.</summary>
    public const string NamePrefix = "tax-id-";

    private const int Digits = 4;

    /// <summary>Gets the form of tax ids with a code, or an empty text if there is no code.</summary>
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

/// <summary>The tax ids that choose a story: a setting of the section <c>Emulator:Scenarios</c>, checked at the start.</summary>
internal sealed class TaxIdOptions
{
    /// <summary>The tax ids that choose a story by four of their digits.</summary>
    /// <value>Nine characters, digits and four <c>?</c> for the code; empty for none. The default is <c>98765????</c>.</value>
    [EmptyIsValue]
    [RegularExpression(@"^(?=\d*(\?\d*){4}$)[0-9?]{9}$", ErrorMessage = "TaxIdMask must be nine characters, digits and four '?', or empty.")]
    public string TaxIdMask { get; set; } = "98765????";
}
