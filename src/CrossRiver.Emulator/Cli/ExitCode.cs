namespace CrossRiver.Emulator.Cli;

/// <summary>What the program's end says to whoever started it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The port is taken, nobody answers, or the files that were checked have errors.</summary>
    public const int CannotDo = 1;

    /// <summary>The command line, a file or a setting is wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>What was waited for did not come in its time.</summary>
    public const int TimeIsUp = 3;

    /// <summary>Ctrl+C ended it before it was done. Other signals end it with 128 and their number, as shells say it.</summary>
    public const int Stopped = 130;

    /// <summary>All of them, for people.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Done, "done; of run: stopped by Ctrl+C or another signal after its first line"),
        (CannotDo, "could not: the port is taken, no emulator answers, the files checked have errors, or the state could not be written at the stop"),
        (WrongUsage, "wrong usage: the command line, a file, a setting or the key"),
        (TimeIsUp, "time is up: what was waited for did not come"),
        (Stopped, "stopped by Ctrl+C before it was done or listened; by SIGTERM it is 143, by SIGHUP 129"),
    ];
}
