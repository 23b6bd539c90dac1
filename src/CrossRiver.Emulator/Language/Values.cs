namespace CrossRiver.Emulator.Language;

/// <summary>Provides the schemas of common values: texts, numbers, times, counts and names.</summary>
internal static class Values
{
    private const int LongestText = 2_000;

    // Unlike Duration, the pattern accepts the units in any order.
    private const string DurationPattern = " *([0-9.]+(d|h|ms|m|s))+ *";

    public static Schema<string> Version { get; } = TextOf("version of the format", "write 1", text => text is "1", """{ "enum": [1, "1"] }""");

    public static Schema<string> Text { get; } = FreeTextOf("text", $"write at most {LongestText} characters, in quotes if YAML takes it for nothing",
        text => text.Length <= LongestText,
        $$"""{ "type": ["string", "number", "boolean"], "minLength": 1, "maxLength": {{LongestText}} }""");

    /// <summary>Gets the schema of a name that a user gives.</summary>
    public static Schema<string> Name { get; } = FreeTextOf("name", "write small letters, digits and hyphens, at most 100",
        text => text.Length <= 100 && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'),
        """{ "type": ["string", "integer", "boolean"], "pattern": "^[a-z0-9-]{1,100}$" }""");

    public static Schema<bool> Flag { get; } = new TextSchema<bool>("flag", "write true or false",
        (string text, out bool value) => (value = text is "true") || text is "false",
        value => value ? "true" : "false",
        """{ "enum": [true, false, "true", "false"] }""");

    /// <summary>Gets the schema of any whole number.</summary>
    public static Schema<long> Seed { get; } = new TextSchema<long>("seed", "write a whole number",
        (string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
        value => value.ToString(CultureInfo.InvariantCulture),
        """{ "type": ["integer", "string"], "pattern": "^[+-]?[0-9]{1,19}$" }""");

    public static Schema<TimeSpan> Duration { get; } = DurationOf("duration", Kernel.Time.Duration.Form, Kernel.Time.Duration.TryParse);

    /// <summary>Gets the schema of a span of time that may be negative.</summary>
    public static Schema<TimeSpan> SignedDuration { get; } = new TextSchema<TimeSpan>("duration", $"{Kernel.Time.Duration.Form}, or with a minus",
        TryParseSigned,
        Kernel.Time.Duration.Print,
        $$"""{ "type": "string", "pattern": "^-?{{DurationPattern}}$" }""");

    /// <summary>Gets the schema of a span of time, a range of them, or a median with a spread.</summary>
    public static Schema<Delay> Delay { get; } = new SharedSchema<Delay>("delay", new AnySchema<Delay>(
        $"a duration; {Kernel.Time.Delay.Form}, or {{ median: 2s, p95: 8s }}",
        text: new TextSchema<Delay>("duration", Kernel.Time.Delay.Form,
            Kernel.Time.Delay.TryParse,
            delay => delay.P95 is not null ? null : delay.IsFixed ? Kernel.Time.Duration.Print(delay.Shortest) : $"{Kernel.Time.Duration.Print(delay.Shortest)}..{Kernel.Time.Duration.Print(delay.Longest)}",
            $$"""{ "type": "string", "pattern": "^{{DurationPattern}}([.][.]{{DurationPattern}})?$" }"""),
        mapping: new MappingSchema<Delay>("spread", () => default, inLine: true)
            .Required("median", "Half of the spans are shorter, half are longer.", Duration, delay => delay.Shortest, (delay, median) => delay with { Shortest = median, Longest = median })
            .Required("p95", "95 of 100 spans are shorter; the spread is log-normal.", Duration, delay => delay.P95!.Value, (delay, p95) => delay with { P95 = p95 })
            .Check((delay, mapping, reading) =>
            {
                if (delay.P95 <= delay.Shortest || delay.Shortest == TimeSpan.Zero)
                {
                    reading.Refuse(mapping.PlaceOf("p95"), "'p95' is not more than 'median', or that is nothing; write { median: 2s, p95: 8s }");
                }
            })));

    /// <summary>Gets the schema of a probability above zero.</summary>
    public static Schema<double> Chance { get; } = Percent("chance", "write more than 0% and up to 100%, for example 10%", leastIsTaken: false);

    /// <summary>Gets the schema of a share of a whole, from 0% to 100%.</summary>
    public static Schema<double> Share { get; } = Percent("percentage", "write 0% to 100%, for example 20%", leastIsTaken: true);

    /// <summary>Gets the schema of a weight beside the weights of the alternatives.</summary>
    public static Schema<double> Weight { get; } = new TextSchema<double>("weight", "write a number from 0 to 1000000",
        (string text, out double value) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && value <= 1_000_000,
        value => Plain((decimal)value),
        """{ "type": ["number", "string"], "minimum": 0, "maximum": 1000000, "pattern": "^[0-9.]+$" }""");

    /// <summary>Gets the schema of a choice of numbers: <c>3</c>, <c>2..4</c>, <c>2+</c> or <c>every 10</c>.</summary>
    public static Schema<OccurrenceFilter> Which { get; } = new TextSchema<OccurrenceFilter>("count", Kernel.Text.OccurrenceFilter.Form,
        Kernel.Text.OccurrenceFilter.TryParse,
        which => which.ToString(),
        """{ "type": ["string", "integer"], "pattern": "^([1-9][0-9]*([+]|[.][.][1-9][0-9]*)?|every [1-9][0-9]*)$", "minimum": 1 }""");

    public static Schema<string> Event(IReadOnlyList<string> names) => new SharedSchema<string>("event", Names("event of a customer", names));

    /// <summary>Returns the schema of a fixed set of names.</summary>
    /// <param name="kind">The noun for a name in messages.</param>
    public static Schema<string> Names(string kind, params IReadOnlyList<string> names) =>
        new NameSchema<string>(kind, [.. names.Select(name => new NamedValue(name, name))]);

    /// <summary>Returns the schema of an enumeration by the names of its values in JSON.</summary>
    /// <param name="kind">The noun for a value in messages.</param>
    public static Schema<T> Enum<T>(string kind)
        where T : struct, Enum => new NameSchema<T>(kind, NamedValue.AllOf(typeof(T)));

    /// <inheritdoc cref="Enum{T}(string)"/>
    /// <param name="values">The values that may be written.</param>
    public static Schema<T> Enum<T>(string kind, params IReadOnlyList<T> values)
        where T : struct, Enum
    {
        var named = new List<NamedValue>();
        foreach (var value in values)
        {
            named.Add(new NamedValue(WireJson.NameOf(value), value));
        }

        return new NameSchema<T>(kind, named);
    }

    /// <summary>Returns a schema without values, for a caller that only explains values.</summary>
    public static Schema<T> Never<T>() => new AnySchema<T>("nothing");

    /// <summary>Returns the schema of text with a rule.</summary>
    /// <param name="kind">The noun for the text in messages.</param>
    /// <param name="advice">The expected text, for messages.</param>
    /// <param name="accepts">The rule.</param>
    /// <param name="json">The part of the rule that a JSON schema can express.</param>
    public static Schema<string> TextOf(string kind, string advice, Func<string, bool> accepts, [StringSyntax(StringSyntaxAttribute.Json)] string json) =>
        Texts(kind, advice, accepts, json, isFree: false);

    /// <summary>Returns the schema of text with a rule, whose author may write any text.</summary>
    /// <inheritdoc cref="TextOf"/>
    public static Schema<string> FreeTextOf(string kind, string advice, Func<string, bool> accepts, [StringSyntax(StringSyntaxAttribute.Json)] string json) =>
        Texts(kind, advice, accepts, json, isFree: true);

    /// <summary>Returns the schema of a span of time with a rule.</summary>
    public static Schema<TimeSpan> DurationOf(string kind, string advice, TryParse<TimeSpan> tryParse) =>
        new TextSchema<TimeSpan>(kind, advice, tryParse, Kernel.Time.Duration.Print, $$"""{ "type": "string", "pattern": "^{{DurationPattern}}$" }""");

    /// <summary>Returns the schema of a whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static Schema<int> WholeNumber(string kind, int least, int most) => new TextSchema<int>(kind, $"write a whole number from {least} to {most}",
        (string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
        value => value.ToString(CultureInfo.InvariantCulture),
        $$"""{ "type": ["integer", "string"], "minimum": {{least}}, "maximum": {{most}}, "pattern": "^[0-9]+$" }""");

    private static TextSchema<string> Texts(string kind, string advice, Func<string, bool> accepts, string json, bool isFree) =>
        new(kind, advice, (string text, [MaybeNullWhen(false)] out string value) => accepts(value = text), text => text, json) { IsFree = isFree };

    private static TextSchema<double> Percent(string kind, string advice, bool leastIsTaken) => new(kind, advice,
        (string text, out double value) =>
        {
            var isNumber = double.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
            value /= 100;
            return isNumber && text.Count(character => character == '%') == 1 && value <= 1 && (value > 0 || leastIsTaken);
        },
        value => $"{Plain((decimal)value * 100)}%",
        """{ "type": "string", "pattern": "^[0-9.]+%$" }""");

    private static string Plain(decimal number) => number.ToString("0.####################", CultureInfo.InvariantCulture);

    private static bool TryParseSigned(string text, out TimeSpan value)
    {
        var isNegative = text.StartsWith('-');
        var isDuration = Kernel.Time.Duration.TryParse(isNegative ? text[1..] : text, out value);
        value = isNegative ? -value : value;
        return isDuration;
    }
}
