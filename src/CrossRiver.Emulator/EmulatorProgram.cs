using System.Runtime.CompilerServices;
using CrossRiver.Emulator.Cli;
using CrossRiver.Emulator.Cli.Output;
using CrossRiver.Emulator.Kernel.Jobs;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Platform.Https;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Settings;
using CrossRiver.Emulator.Ui;

[assembly: InternalsVisibleTo("CrossRiver.Emulator.Tool")]

namespace CrossRiver.Emulator;

/// <summary>Runs the emulator as a program. It prints one line when it listens, or one line for each mistake.</summary>
internal static class EmulatorProgram
{
    /// <summary>Runs a command, or the emulator until a signal ends the program. Returns an exit code of <see cref="ExitCode"/>.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The signals are held until the process is gone: a second one must not end it while it stops.")]
    public static async Task<int> RunAsync(string[] args)
    {
        var settings = ProgramCommands.FindSettings(args);
        var signals = new StopSignals();
        UseNoCulture();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => signals.Dispose();

        return settings is null ? await DoAsync(args, signals) : await ServeAsync(settings, signals);
    }

    private static async Task<int> ServeAsync(string[] settings, StopSignals signals)
    {
        if (new CommandLine(EmulatorApplication.Settings).FindMistake(settings) is { } mistake)
        {
            return Fail([mistake], ExitCode.WrongUsage);
        }

        var app = default(WebApplication);
        try
        {
            BackgroundJobs.ConfigureProcess();
            app = EmulatorApplication.Create(settings, builder => builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>());
            var scenarios = app.Services.GetRequiredService<ScenarioLibrary>().Catalog;
            signals.Await();
            await app.StartAsync(signals.Asked);
            await Console.Out.WriteLineAsync(Greeting(app, scenarios));
        }
        catch (OperationCanceledException) when (signals.ExitCode is { } exitCode)
        {
            // A regular stop, because calls may have been accepted already.
            await (app?.StopAsync() ?? Task.CompletedTask);
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            return exitCode;
        }
        catch (Exception exception) when (StartFailure.MessagesOf(exception) is { } messages)
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            return Fail(messages, StartFailure.IsOfMachine(exception) ? ExitCode.CannotDo : ExitCode.WrongUsage);
        }

        return await ServeToTheStopAsync(app, signals);
    }

    private static async Task<int> ServeToTheStopAsync(WebApplication app, StopSignals signals)
    {
        try
        {
            await using (app)
            {
                using var entries = EntryOutput.Begin(app.Services);
                await app.WaitForShutdownAsync(signals.Asked);
            }

            return ExitCode.Done;
        }
        catch (StateFileException exception)
        {
            return Fail([exception.Message], ExitCode.CannotDo);
        }
    }

    // Numbers and moments are written alike in each language of the machine.
    private static void UseNoCulture()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
    }

    private static async Task<int> DoAsync(string[] args, StopSignals signals)
    {
        try
        {
            return await ProgramCommands.RunAsync(args, EmulatorApplication.CommandHost);
        }
        catch (CommandException exception)
        {
            return Fail(exception.Messages, exception.ExitCode);
        }
        catch (OperationCanceledException)
        {
            // Only a signal cancels a command.
            return signals.ExitCode ?? ExitCode.Stopped;
        }
        catch (Exception exception) when (StartFailure.MessagesOf(exception) is { } messages)
        {
            return Fail(messages, ExitCode.WrongUsage);
        }
    }

    private static string Greeting(WebApplication app, ScenarioCatalog scenarios)
    {
        var page = new Uri(ListenUrl.ToCallable(new Uri(app.Urls.First())), PageRoutes.Root);
        return $"CrossRiver.Emulator listens on {string.Join(", ", app.Urls)} · {scenarios.Names.Count()} scenarios · page: {page}";
    }

    private static int Fail(IEnumerable<string> messages, int exitCode)
    {
        foreach (var message in messages)
        {
            Console.Error.WriteLine(TerminalText.Show(message.ReplaceLineEndings(" ")));
        }

        return exitCode;
    }
}
