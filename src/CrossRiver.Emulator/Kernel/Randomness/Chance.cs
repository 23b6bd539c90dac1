using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CrossRiver.Emulator.Kernel.Randomness;

/// <summary>Every random choice of one world: identifiers, numbers, delays.</summary>
/// <param name="seed">The emulator's seed.</param>
/// <param name="partnerId">The world's partner.</param>
/// <remarks>
/// A choice is a function of the seed, the partner and the name of the choice, not a draw from a stream: the same choice
/// comes out on every machine, in whatever order the choices are made and whatever else goes on.
/// </remarks>
internal sealed class Chance(long seed, Guid partnerId)
{
    // A partner may send any text as an identifier.
    private const int LargestOnStack = 1024;

    // Of a normal distribution, 95 of 100 lie below so many standard deviations above the middle.
    private const double StandardDeviationsOfP95 = 1.6448536269514722;

    private const double LongestFactor = 1000;

    /// <summary>Where the choices come from. A world that is restored goes on with the seed that it had.</summary>
    public long Seed { get; set; } = seed;

    /// <summary>The same world's chance from another seed.</summary>
    /// <param name="ownSeed">The seed, or <see langword="null"/> for the emulator's.</param>
    public Chance From(long? ownSeed) => ownSeed is { } own ? new Chance(own, partnerId) : this;

    /// <summary>Makes an identifier in the bank's form.</summary>
    /// <param name="now">The moment at which the thing is made.</param>
    /// <param name="choice">What the identifier is for; the same name gives the same random part.</param>
    public Guid Id(DateTimeOffset now, string choice)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        Draw(choice, bytes);

        return BankId.Create(now, bytes);
    }

    /// <summary>Chooses a number of so many digits, the first of them not zero.</summary>
    public string Digits(int count, string choice)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        Draw(choice, bytes);
        var smallest = (ulong)Math.Pow(10, count - 1);
        var number = smallest + (BinaryPrimitives.ReadUInt64BigEndian(bytes) % (smallest * 9));

        return number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Chooses a duration between two, both included, to the tick.</summary>
    public TimeSpan Between(TimeSpan shortest, TimeSpan longest, string choice)
    {
        if (shortest == longest)
        {
            return shortest;
        }

        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        Draw(choice, bytes);
        var ticks = BinaryPrimitives.ReadUInt64BigEndian(bytes) % (ulong)((longest - shortest).Ticks + 1);

        return shortest + TimeSpan.FromTicks((long)ticks);
    }

    /// <summary>Chooses how long a delay is.</summary>
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

    /// <summary>Chooses a share of one: 0 or more, and less than 1.</summary>
    public double Share(string choice)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        Draw(choice, bytes);

        return ShareOf(bytes);
    }

    // Box and Muller's way from two even shares to one value around zero.
    private double Normal(string choice)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        Draw(choice, bytes);

        return Math.Sqrt(-2 * Math.Log(1 - ShareOf(bytes))) * Math.Cos(2 * Math.PI * ShareOf(bytes[8..]));
    }

    private static double ShareOf(ReadOnlySpan<byte> bytes) => (BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 11) * (1.0 / (1UL << 53));

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
