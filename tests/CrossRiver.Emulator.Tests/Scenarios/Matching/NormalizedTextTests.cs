using System.Globalization;
using System.Text;

namespace CrossRiver.Emulator.Scenarios.Matching;

public sealed class NormalizedTextTests
{
    [Theory]
    [InlineData("Arellano Félix", "ARELLANO FELIX")]
    [InlineData("Arellano Fe\u0301lix", "ARELLANO FELIX")]
    [InlineData("  Nguyễn   Thị ", "NGUYEN THI")]
    [InlineData("Dvořák", "dvorak")]
    [InlineData("Ångström", "A\u030Angstro\u0308m")]
    [InlineData("Ёлкин", "елкин")]
    [InlineData("Ἀθῆναι", "αθηναι")]
    [InlineData("각", "\u1100\u1161\u11A8")]
    [InlineData("Croſs", "CROSS")]
    public void Case_accents_and_runs_of_spaces_make_no_difference(string one, string other) => Assert.Equal(NormalizedText.Of(one), NormalizedText.Of(other));

    [Theory]
    [InlineData("Łukasz", "Lukasz")]
    [InlineData("Müller", "Mueller")]
    public void Letters_that_are_no_letter_with_an_accent_stay_different(string one, string other) => Assert.NotEqual(NormalizedText.Of(one), NormalizedText.Of(other));

    /// <summary>Vacuous where .NET runs without ICU. An older ICU may lack a character.</summary>
    [Fact]
    public void Every_character_is_folded_as_the_normal_form_of_ICU_folds_it() => Assert.All(
        Enumerable.Range(0x80, 0xFF80).Select(code => (char)code).Where(character => !char.IsSurrogate(character) && char.GetUnicodeCategory(character) is not UnicodeCategory.OtherNotAssigned),
        character =>
        {
            var form = $"x{character}".Normalize(NormalizationForm.FormD);
            if (form != $"x{character}")
            {
                Assert.Equal(string.Concat(form.Where(part => char.GetUnicodeCategory(part) is not UnicodeCategory.NonSpacingMark)).TrimEnd().ToUpperInvariant(), NormalizedText.Of($"x{character}"));
            }
        });
}
