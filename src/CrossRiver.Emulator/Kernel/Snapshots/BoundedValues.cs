using System.Text.Json.Serialization.Metadata;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Refuses moments, spans and counts that no world can have, anywhere in a snapshot.</summary>
internal static class BoundedValues
{
    private const int Most = 1_000_000_000;
    private const long MostEver = 1_000_000_000_000;

    private static readonly HashSet<string> Seeds = new(["seed", "chanceSeed"], StringComparer.Ordinal);

    private static readonly Bounded<long> Counts = new(JsonMetadataServices.Int64Converter, value => value is >= 0 and <= MostEver, $"must be a number from 0 to {MostEver}");

    /// <summary>Adds converters that check such values.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.Converters.Add(new Bounded<int>(JsonMetadataServices.Int32Converter, value => value is >= 0 and <= Most, $"must be a number from 0 to {Most}"));
        options.Converters.Add(new Bounded<DateTimeOffset>(JsonMetadataServices.DateTimeOffsetConverter, ClockSetting.Has, "is a moment that no clock can show"));
        options.Converters.Add(new Bounded<TimeSpan>(
            JsonMetadataServices.TimeSpanConverter,
            span => span >= TimeSpan.Zero && span <= Duration.Longest,
            $"must be a span of at most {Duration.Print(Duration.Longest)}"));
    }

    /// <summary>Checks the large counts of a type. Seeds are unbounded.</summary>
    public static void BoundCounts(JsonTypeInfo type)
    {
        foreach (var count in type.Properties.Where(property => property.PropertyType == typeof(long) && !Seeds.Contains(property.Name)))
        {
            count.CustomConverter = Counts;
        }
    }

    private sealed class Bounded<T>(JsonConverter<T> any, Func<T, bool> accepts, string otherwise) : JsonConverter<T>
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var value = any.Read(ref reader, typeToConvert, options);
            return accepts(value!) ? value : throw new JsonException(otherwise);
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => any.Write(writer, value, options);
    }
}
