using System.Globalization;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Time;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Scenarios.Printing;

/// <summary>Times, counts and shares as scenario files write them.</summary>
internal static class PrintedValues
{
    public static YamlNode? Of(long? number) => YamlMap.Word(number?.ToString(CultureInfo.InvariantCulture));

    /// <summary>A flag that is only printed when it is set.</summary>
    public static YamlNode? OfSet(bool flag) => flag ? Of(flag) : null;

    public static YamlNode? Of(bool? flag) => YamlMap.Word(flag is null ? null : flag.Value ? "true" : "false");

    public static YamlNode? Of(Enum? name) => YamlMap.Word(name?.ToString());

    /// <summary>A share of one, in percent.</summary>
    public static YamlNode? OfShare(double? share) => YamlMap.Word(share is { } value ? $"{Plain((decimal)value * 100)}%" : null);

    /// <summary>A number that may have decimals.</summary>
    public static YamlNode? OfWeight(double weight) => YamlMap.Word(Plain((decimal)weight));

    public static YamlNode? Of(TimeSpan? duration) => YamlMap.Word(duration is { } value ? Duration.Print(value) : null);

    public static YamlNode? Of(Delay? delay) => delay switch
    {
        null => null,
        { P95: { } p95 } spread => new YamlMap().Add("median", Of(spread.Shortest)).Add("p95", Of(p95)).Line,
        { } one when one.Shortest == one.Longest => Of(one.Shortest),
        { } range => YamlMap.Word($"{Duration.Print(range.Shortest)}..{Duration.Print(range.Longest)}"),
    };

    public static YamlNode? Of(Which? which) => YamlMap.Word(which switch
    {
        null => null,
        { Last: null, Every: > 1 and var every } => string.Create(CultureInfo.InvariantCulture, $"every {every}"),
        { Last: null, First: var first } => string.Create(CultureInfo.InvariantCulture, $"{first}+"),
        { First: var first, Last: var last } when first == last => first.ToString(CultureInfo.InvariantCulture),
        { First: var first, Last: var last } => string.Create(CultureInfo.InvariantCulture, $"{first}..{last}"),
    });

    private static string Plain(decimal number) => number.ToString("0.####################", CultureInfo.InvariantCulture);
}
