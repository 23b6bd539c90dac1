using System.Text;
using Bogus;

namespace CrossRiver.Emulator.Fuzzing;

/// <summary>Changes inputs at random, for a run without a coverage-guided fuzzer.</summary>
/// <param name="seed">The same seed makes the same inputs.</param>
/// <param name="inputs">The inputs that are changed.</param>
/// <param name="words">The words that are put into them.</param>
internal sealed class Havoc(int seed, IReadOnlyList<byte[]> inputs, IReadOnlyList<string> words)
{
    private const int MostChanges = 5;

    private static readonly string[] Splinters =
    [
        "", "\0", "\n", " ", "\"", "\\", "\\ud800", "{", "}", "[", "]", ":", ",", "&", "=", "%", "%00", "%zz", "+", "#", "null", "true", "-1", "0", "1e999", "9999999999999999999", "🙂",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "00000000-0000-0000-0000-000000000000", "../..", "${", "*a", "&a ", "- ", ": ",
        "? ", "|", ">", "!!int ", "%YAML 1.2", "---\n", "...\n", "'", "\r\n", "\t", "\u0085", "\uFEFF", "~", "on", "5s", "..", "9999999d", "<<: *a", "every ", "*", "(a{1000}){1000}",
        new string('[', 70), new string('{', 70), new string('a', 5_000),
    ];

    private readonly Randomizer _random = new(seed);

    public byte[] Next()
    {
        var input = _random.ListItem([.. inputs]);
        for (var changes = _random.Int(0, MostChanges); changes > 0; changes--)
        {
            input = Change(input);
        }

        return input;
    }

    private byte[] Change(byte[] input)
    {
        var start = _random.Int(0, input.Length);
        var end = Math.Min(input.Length, start + _random.Int(0, 16));
        return _random.Int(0, 4) switch
        {
            0 => [.. input[..start], .. input[end..]],
            1 => [.. input[..end], .. input[start..]],
            2 => [.. input[..start], .. Encoding.UTF8.GetBytes(_random.ArrayElement(Splinters)), .. input[end..]],
            3 => [.. input[..start], .. Encoding.UTF8.GetBytes(_random.ListItem([.. words])), .. input[end..]],
            _ => [.. input[..start], (byte)_random.Int(0, 255), .. input[Math.Min(input.Length, start + 1)..]],
        };
    }
}
