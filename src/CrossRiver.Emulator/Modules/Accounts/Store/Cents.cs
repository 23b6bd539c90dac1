namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>Represents an amount of money in whole cents. Arithmetic is checked.</summary>
/// <remarks>A snapshot refuses a negative <see cref="long"/>, and the balance of a subledger may be negative.</remarks>
[JsonConverter(typeof(CentsJson))]
internal readonly record struct Cents(long Value)
{
    // Readers with floating-point numbers, such as JavaScript, read 15 digits exactly.
    private const long LargestBalance = 999_999_999_999_999;

    /// <summary>Gets whether a balance may have this value: it has 15 digits at most.</summary>
    public bool IsBalance => Value is >= -LargestBalance and <= LargestBalance;

    public bool IsNegative => Value < 0;

    public static Cents operator +(Cents left, Cents right) => new(checked(left.Value + right.Value));

    public static Cents operator -(Cents amount) => new(checked(-amount.Value));

    public static bool operator <(Cents left, Cents right) => left.Value < right.Value;

    public static bool operator >(Cents left, Cents right) => left.Value > right.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    private sealed class CentsJson : JsonConverter<Cents>
    {
        public override Cents Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var value) && new Cents(value) is { IsBalance: true } cents
                ? cents
                : throw new JsonException($"must be a number of cents from {-LargestBalance} to {LargestBalance}");

        public override void Write(Utf8JsonWriter writer, Cents value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }
}
