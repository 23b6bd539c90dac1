using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>The values that many keys have: texts, numbers, times, counts, names.</summary>
internal static class Values
{
    private const int LongestText = 2_000;

    /// <summary>The advice on names.</summary>
    public const string NameForm = "write small letters, digits and hyphens, at most 100";

    /// <summary>The version of the format.</summary>
    public static Form<string> Version { get; } = TextOf(
        "version of the format",
        "write 1",
        text => text is "1",
        """{ "enum": [1, "1"] }""");

    /// <summary>Any text.</summary>
    public static Form<string> Text { get; } = TextOf(
        "text",
        $"write at most {LongestText} characters, in quotes if YAML takes it for nothing",
        text => text.Length <= LongestText,
        $$"""{ "type": ["string", "number", "boolean"], "minLength": 1, "maxLength": {{LongestText}} }""");

    /// <summary>A name that a user gives.</summary>
    public static Form<string> Name { get; } = TextOf(
        "name",
        NameForm,
        text => text.Length <= 100
            && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'),
        """{ "type": ["string", "integer", "boolean"], "pattern": "^[a-z0-9-]{1,100}$" }""");

    /// <summary>The id of a step, one that it was given or that its place gives it.</summary>
    public static Form<string> StepId { get; } = TextOf(
        "id of a step",
        "write the id of a step",
        text => text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '.'),
        """{ "type": ["string", "number", "boolean"], "pattern": "^[a-z0-9.-]+$" }""");

    /// <summary>True or false.</summary>
    public static Form<bool> Flag { get; } = new TextForm<bool>(
        "flag",
        "write true or false",
        (string text, out bool value) => (value = text is "true") || text is "false",
        """{ "enum": [true, false, "true", "false"] }""");

    /// <summary>Any whole number.</summary>
    public static Form<long> Seed { get; } = new TextForm<long>(
        "seed",
        "write a whole number",
        (string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
        """{ "type": ["integer", "string"], "pattern": "^[+-]?[0-9]{1,19}$" }""");

    /// <summary>One span of time.</summary>
    public static Form<TimeSpan> Duration { get; } = new TextForm<TimeSpan>(
        "duration",
        Time.Duration.Form,
        Time.Duration.TryParse,
        $$"""{ "type": "string", "pattern": "^{{DurationPattern}}$" }""");

    /// <summary>A span of time that may be negative.</summary>
    public static Form<TimeSpan> SignedDuration { get; } = new TextForm<TimeSpan>(
        "duration",
        $"{Time.Duration.Form}, or with a minus",
        TryParseSigned,
        $$"""{ "type": "string", "pattern": "^-?{{DurationPattern}}$" }""");

    /// <summary>A span of time, a range of them, or a median with a spread.</summary>
    public static Form<Delay> Delay { get; } = new SharedForm<Delay>("delay", new AnyForm<Delay>(
        $"a duration; {Time.Delay.Form}, or {{ median: 2s, p95: 8s }}",
        text: new TextForm<Delay>(
            "duration",
            Time.Delay.Form,
            Time.Delay.TryParse,
            $$"""{ "type": "string", "pattern": "^{{DurationPattern}}([.][.]{{DurationPattern}})?$" }"""),
        mapping: new MappingForm<Delay>("spread", () => default)
            .Required("median", "Half of the spans are shorter, half are longer.", Duration, (delay, median) => delay with { Shortest = median, Longest = median })
            .Required("p95", "95 of 100 spans are shorter; the spread is log-normal.", Duration, (delay, p95) => delay with { P95 = p95 })
            .Check((delay, mapping, reading) =>
            {
                if (delay.P95 <= delay.Shortest || delay.Shortest == TimeSpan.Zero)
                {
                    reading.Refuse(mapping.PlaceOf("p95"), "'p95' is not more than 'median', or that is nothing; write { median: 2s, p95: 8s }");
                }
            })));

    /// <summary>How likely something is, more than never.</summary>
    public static Form<double> Chance { get; } = Percent("chance", "write more than 0% and up to 100%, for example 10%", leastIsTaken: false);

    /// <summary>A part of a whole.</summary>
    public static Form<double> Share { get; } = Percent("percentage", "write 0% to 100%, for example 20%", leastIsTaken: true);

    /// <summary>How likely one of several ways is, beside the others.</summary>
    public static Form<double> Weight { get; } = new TextForm<double>(
        "weight",
        "write a number from 0 to 1000000",
        (string text, out double value) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && value <= 1_000_000,
        """{ "type": ["number", "string"], "minimum": 0, "maximum": 1000000, "pattern": "^[0-9.]+$" }""");

    /// <summary>Which of several.</summary>
    public static Form<Which> Which { get; } = new TextForm<Which>(
        "count",
        Kernel.Text.Which.Form,
        Kernel.Text.Which.TryParse,
        """{ "type": ["string", "integer"], "pattern": "^([1-9][0-9]*([+]|[.][.][1-9][0-9]*)?|every [1-9][0-9]*)$", "minimum": 1 }""");

    /// <summary>One of the bank's events.</summary>
    public static Form<string> Event(IReadOnlyList<string> names) => new SharedForm<string>("event", Names("event of a customer", names));

    /// <summary>One of some names.</summary>
    public static Form<string> Names(string kind, params IReadOnlyList<string> names) => new NameForm<string>(kind, names, name => name);

    /// <summary>Text with a rule.</summary>
    /// <param name="kind">What it is called in messages.</param>
    /// <param name="advice">What to write, for messages.</param>
    /// <param name="accepts">The rule.</param>
    /// <param name="schema">What of the rule a JSON schema can say.</param>
    public static Form<string> TextOf(string kind, string advice, Func<string, bool> accepts, [StringSyntax(StringSyntaxAttribute.Json)] string schema) =>
        new TextForm<string>(kind, advice, (string text, [MaybeNullWhen(false)] out string value) => accepts(value = text), schema);

    /// <summary>A whole number between two, both included.</summary>
    public static Form<int> WholeNumber(string kind, int least, int most) => new TextForm<int>(
        kind,
        $"write a whole number from {least} to {most}",
        (string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
        $$"""{ "type": ["integer", "string"], "minimum": {{least}}, "maximum": {{most}}, "pattern": "^[0-9]+$" }""");

    // As Duration reads it, but for the order of the units.
    /// <summary>What a duration looks like, for schemas.</summary>
    public const string DurationPattern = " *([0-9.]+(d|h|ms|m|s))+ *";

    private static TextForm<double> Percent(string kind, string advice, bool leastIsTaken) => new(
        kind,
        advice,
        (string text, out double value) =>
        {
            var isNumber = double.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
            value /= 100;
            return isNumber && text.Count(character => character == '%') == 1 && value <= 1 && (value > 0 || leastIsTaken);
        },
        """{ "type": "string", "pattern": "^[0-9.]+%$" }""");

    private static bool TryParseSigned(string text, out TimeSpan value)
    {
        var isNegative = text.StartsWith('-');
        var isDuration = Time.Duration.TryParse(isNegative ? text[1..] : text, out value);
        value = isNegative ? -value : value;
        return isDuration;
    }
}
