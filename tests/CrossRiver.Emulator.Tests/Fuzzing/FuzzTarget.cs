using System.Text;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Fuzzing.Targets;

namespace CrossRiver.Emulator.Fuzzing;

/// <summary>A place where bytes come in from outside, and what must hold whatever they are.</summary>
public abstract partial class FuzzTarget : IAsyncDisposable
{
    private static readonly Dictionary<string, Func<FuzzTarget>> Targets = new(StringComparer.Ordinal)
    {
        ["bodies"] = () => new BodyTarget(),
        ["queries"] = () => new QueryTarget(),
        ["scenarios"] = () => new ScenarioTarget(),
        ["snapshots"] = () => new SnapshotTarget(),
        ["tokens"] = () => new TokenTarget(),
        ["secrets"] = () => new SecretTarget(),
        ["recordings"] = () => new RecordingTarget(),
    };

    public static IReadOnlyCollection<string> Names => Targets.Keys;

    /// <summary>The inputs to begin with, each of which means something.</summary>
    public abstract IReadOnlyList<string> Seeds { get; }

    /// <summary>Makes a target that is ready to be tried.</summary>
    public static async Task<FuzzTarget> StartAsync(string name)
    {
        var target = Targets[name]();
        await target.StartAsync();
        return target;
    }

    /// <summary>Sends the bytes in; throws if what must hold does not.</summary>
    public Task TryAsync(byte[] input) => TryAsync(Encoding.UTF8.GetString(input));

    /// <summary>The words of the seeds, from which a fuzzer makes inputs that mean something.</summary>
    public IReadOnlyList<string> FindWords() =>
        [.. Seeds.SelectMany(seed => Word().Matches(seed)).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public abstract ValueTask DisposeAsync();

    protected abstract Task StartAsync();

    protected abstract Task TryAsync(string input);

    [GeneratedRegex("[A-Za-z][A-Za-z0-9.-]{2,40}", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
