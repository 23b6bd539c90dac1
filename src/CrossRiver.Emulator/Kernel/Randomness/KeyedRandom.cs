using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CrossRiver.Emulator.Kernel.Randomness;

/// <summary>Makes every random choice of one world: identifiers, numbers, delays.</summary>
/// <remarks>
/// A choice is a function of the seed, the partner and the name of the choice. It does not depend on the machine or on the order of choices.
/// </remarks>
internal sealed class KeyedRandom(long seed, Guid partnerId, byte partnerByte)
{
    // A partner may send a text of any length as an identifier.
    private const int LargestOnStack = 1024;

    // In a normal distribution, 95 of 100 values are below so many standard deviations above the median.
    private const double StandardDeviationsOfP95 = 1.6448536269514722;

    private const double LongestFactor = 1000;

    public KeyedRandom(long seed, Guid partnerId)
        : this(seed, partnerId, PartnerByte.Of(partnerId))
    {
    }

    /// <summary>Gets or sets the seed. A restored world continues with its saved seed.</summary>
    public long Seed { get; set; } = seed;

    /// <summary>Returns the choices of this world with another seed, or this one for null.</summary>
    public KeyedRandom From(long? ownSeed) => ownSeed is { } own ? new KeyedRandom(own, partnerId, partnerByte) : this;

    /// <summary>Chooses an identifier in the bank's form. Its first byte is the partner's, see <see cref="PartnerByte"/>.</summary>
    /// <param name="choice">The name of the choice; the same name gives the same random part.</param>
    public Guid Id(DateTimeOffset now, string choice)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        Draw(choice, bytes);
        bytes[0] = partnerByte;
        return BankId.Create(now, bytes);
    }

    /// <summary>Chooses an identifier of nothing that a partner has, for example of a call.</summary>
    /// <param name="choice">The name of the choice; the same name gives the same random part.</param>
    public Guid IdWithoutPartner(DateTimeOffset now, string choice)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        Draw(choice, bytes);
        return BankId.Create(now, bytes);
    }

    /// <summary>Chooses digits that are a number with the partner's byte as its remainder by 256, see <see cref="PartnerByte"/>.</summary>
    /// <param name="count">The number of digits, zeros at the start included. At least 8, because 256 divides powers of ten from there on.</param>
    public string DigitsOfPartner(int count, string choice)
    {
        var number = DrawNumber(choice) % (ulong)Math.Pow(10, count);
        return (number - (number % PartnerByte.Values) + partnerByte).ToString($"D{count}", CultureInfo.InvariantCulture);
    }

    /// <summary>Chooses a number with a count of digits, the first of them not zero.</summary>
    public string Digits(int count, string choice)
    {
        var smallest = (ulong)Math.Pow(10, count - 1);
        var number = smallest + (DrawNumber(choice) % (smallest * 9));
        return number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Chooses a duration in a range with inclusive bounds, to the tick.</summary>
    public TimeSpan Between(TimeSpan shortest, TimeSpan longest, string choice)
    {
        if (shortest == longest)
        {
            return shortest;
        }

        var ticks = DrawNumber(choice) % (ulong)((longest - shortest).Ticks + 1);

        return shortest + TimeSpan.FromTicks((long)ticks);
    }

    public TimeSpan Of(Delay delay, string choice)
    {
        if (delay.P95 is not { } p95 || delay.Shortest <= TimeSpan.Zero)
        {
            return Between(delay.Shortest, delay.Longest, choice);
        }

        var spread = Math.Log(p95 / delay.Shortest) / StandardDeviationsOfP95;
        var factor = Math.Exp(spread * Normal(choice));

        var chosen = delay.Shortest * Math.Min(factor, LongestFactor);
        return chosen < Duration.Longest ? chosen : Duration.Longest;
    }

    /// <summary>Chooses a number from 0 to less than 1.</summary>
    public double Share(string choice) => ShareOf(DrawNumber(choice));

    // The transform of Box and Muller converts two uniform values to one normal value.
    private double Normal(string choice)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        Draw(choice, bytes);
        var (radius, angle) = (ShareOf(BinaryPrimitives.ReadUInt64BigEndian(bytes)), ShareOf(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..])));
        return Math.Sqrt(-2 * Math.Log(1 - radius)) * Math.Cos(2 * Math.PI * angle);
    }

    private static double ShareOf(ulong number) => (number >> 11) * (1.0 / (1UL << 53));

    private ulong DrawNumber(string choice)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        Draw(choice, bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    private void Draw(string choice, Span<byte> hash)
    {
        var size = 24 + Encoding.UTF8.GetMaxByteCount(choice.Length);
        var input = size <= LargestOnStack ? stackalloc byte[size] : new byte[size];
        BinaryPrimitives.WriteInt64BigEndian(input, Seed);
        partnerId.TryWriteBytes(input[8..], bigEndian: true, out _);
        var length = 24 + Encoding.UTF8.GetBytes(choice, input[24..]);

        SHA256.HashData(input[..length], hash);
    }
}
