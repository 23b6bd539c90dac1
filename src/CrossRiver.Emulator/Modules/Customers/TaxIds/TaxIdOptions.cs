using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Customers.TaxIds;

/// <summary>Which tax ids choose a story: a setting of the section <c>Emulator:Scenarios</c>, checked at the start.</summary>
internal sealed class TaxIdOptions
{
    /// <summary>The tax ids that choose a story by four of their digits.</summary>
    /// <value>Nine characters, digits and four <c>?</c> where the code stands; empty for none. The default is <c>98765????</c>.</value>
    [EmptyIsValue]
    [RegularExpression(@"^(?=\d*(\?\d*){4}$)[0-9?]{9}$", ErrorMessage = "TaxIdMask must be nine characters, digits and four '?', or empty.")]
    public string TaxIdMask { get; set; } = "98765????";
}
