using System.Runtime.CompilerServices;
using CrossRiver.Emulator.Commands;
using CrossRiver.Emulator.Jobs;
using CrossRiver.Emulator.Scenarios.Loading;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Settings;

[assembly: InternalsVisibleTo("CrossRiver.Emulator.Tool")]

namespace CrossRiver.Emulator;

/// <summary>Runs the emulator as a program: one line when it listens, one line a mistake when it cannot.</summary>
internal static class EmulatorProgram
{
    /// <summary>Does what the command line asks for, or runs until the program is told to stop.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(string[] args) => ProgramCommands.FindSettings(args) is { } settings ? ServeAsync(settings) : DoAsync(args);

    private static async Task<int> ServeAsync(string[] settings)
    {
        if (CommandLine.FindMistake(settings) is { } mistake)
        {
            return Fail([mistake], ExitCode.WrongUsage);
        }

        var app = default(WebApplication);
        try
        {
            BackgroundJobs.ConfigureProcess();
            app = EmulatorApplication.Create(settings);
            var scenarios = app.Services.GetRequiredService<ScenariosInForce>().Catalog;
            await app.StartAsync();
            await Console.Out.WriteLineAsync(Greeting(app, scenarios));
        }
        catch (Exception exception) when (StartFailure.MessagesOf(exception) is { } messages)
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            return Fail(messages, StartFailure.IsOfMachine(exception) ? ExitCode.CannotDo : ExitCode.WrongUsage);
        }

        await using (app)
        {
            await app.WaitForShutdownAsync();
        }

        return ExitCode.Done;
    }

    private static async Task<int> DoAsync(string[] args)
    {
        try
        {
            return await ProgramCommands.RunAsync(args);
        }
        catch (CommandException exception)
        {
            return Fail(exception.Messages, exception.ExitCode);
        }
        catch (OperationCanceledException)
        {
            // Only a signal cancels a command. Whoever sends it knows why.
            return ExitCode.Stopped;
        }
        catch (Exception exception) when (StartFailure.MessagesOf(exception) is { } messages)
        {
            return Fail(messages, ExitCode.WrongUsage);
        }
    }

    private static string Greeting(WebApplication app, ScenarioCatalog scenarios)
    {
        var url = app.Urls.First();
        var curl = url.StartsWith("https:", StringComparison.Ordinal) ? "curl --insecure" : "curl";
        return $"CrossRiver.Emulator listens on {string.Join(", ", app.Urls)} · {scenarios.Names.Count()} scenarios · try: {curl} {url}/_emulator/ready";
    }

    private static int Fail(IEnumerable<string> messages, int exitCode)
    {
        foreach (var message in messages)
        {
            Console.Error.WriteLine(message.ReplaceLineEndings(" "));
        }

        return exitCode;
    }
}
