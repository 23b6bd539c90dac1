using CrossRiver.Emulator.Scenarios;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator;

/// <summary>Runs the emulator as a program: one line when it listens, one line a mistake when it cannot.</summary>
internal static class EmulatorProgram
{
    /// <summary>The port is taken, or the system refuses something else.</summary>
    private const int CannotStart = 1;

    /// <summary>A scenario file or a setting is wrong.</summary>
    private const int BadConfiguration = 2;

    /// <summary>Runs until the program is told to stop.</summary>
    /// <returns>The exit code: 0, 1 or 2.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = EmulatorApplication.Create(args);
            var scenarios = app.Services.GetRequiredService<ScenarioCatalog>();
            await app.StartAsync();
            await Console.Out.WriteLineAsync(Greeting(app, scenarios));
            await app.WaitForShutdownAsync();

            return 0;
        }
        catch (ScenarioException exception)
        {
            return Fail(exception.Messages, BadConfiguration);
        }
        catch (OptionsValidationException exception)
        {
            return Fail(exception.Failures, BadConfiguration);
        }
        catch (IOException exception)
        {
            return Fail([$"{exception.Message.TrimEnd('.')}; choose other URLs with --urls"], CannotStart);
        }
    }

    private static string Greeting(WebApplication app, ScenarioCatalog scenarios)
    {
        var url = app.Urls.First();
        return $"CrossRiver.Emulator listens on {string.Join(", ", app.Urls)} · scenarios: {string.Join(", ", scenarios.Names)} · try: curl {url}/_emulator/ready";
    }

    private static int Fail(IEnumerable<string> messages, int exitCode)
    {
        foreach (var message in messages)
        {
            Console.Error.WriteLine(message);
        }

        return exitCode;
    }
}
