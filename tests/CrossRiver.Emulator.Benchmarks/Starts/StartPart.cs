using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Starts;

/// <summary>A part of a start; all together they are the whole, but for the way back of the first answer.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Time">How long it takes. To be listened to costs a little: the sum is more than a start that nobody takes apart.</param>
internal sealed record StartPart(string Name, TimeSpan Time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(2);

    // Each ends where its mark is, and begins where the one before ends.
    private static readonly (string End, string Name)[] Parts =
    [
        (StartMarks.Main, ".NET, up to the first line of ours"),
        (StartMarks.HostBuilding, "command line, settings, registering services"),
        (StartMarks.HostBuilt, "building the host"),
        (StartMarks.HostStart, "services, scenarios, mapping routes, Hangfire"),
        (StartMarks.ServerReady, "Kestrel"),
        (StartMarks.CallStart, "the first call comes in"),
        (StartMarks.RouteFound, "endpoints, to find the first call's"),
        (StartMarks.CallStop, "the first answer"),
    ];

    /// <summary>Starts an emulator and takes its start apart.</summary>
    public static async Task<IReadOnlyList<StartPart>> MeasureAsync(string emulator, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("crossriver-start-");
        try
        {
            var file = Path.Combine(folder.FullName, "marks");
            var environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["DOTNET_STARTUP_HOOKS"] = typeof(StartMarks).Assembly.Location,
                [StartMarks.FileVariable] = file,
            };

            await using var server = await ServerProcess.StartEmulatorAsync(emulator, environment, cancellationToken);
            await WaitForAsync(file, cancellationToken);
            return [.. PartsOf(server.StartedAt, await StartMarks.ReadAsync(file, cancellationToken))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<StartPart> PartsOf(long start, IReadOnlyDictionary<string, long> marks)
    {
        foreach (var (end, name) in Parts)
        {
            if (!marks.TryGetValue(end, out var stamp))
            {
                throw new MeasurementException($"the emulator started without passing {end}");
            }

            yield return new StartPart(name, TimeProvider.System.GetElapsedTime(start, stamp));
            start = stamp;
        }
    }

    private static async Task WaitForAsync(string file, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (!File.Exists(file))
        {
            await Task.Delay(PollInterval, patience.Token);
        }
    }
}
