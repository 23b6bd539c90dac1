using System.Net.Sockets;
using CrossRiver.Emulator.Commands;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Scenarios.Files;
using CrossRiver.Emulator.Scenarios.Loading;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Settings;
using CrossRiver.Emulator.Worlds.Snapshots;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator;

/// <summary>Runs the emulator as a program: one line when it listens, one line a mistake when it cannot.</summary>
internal static class EmulatorProgram
{
    /// <summary>The port is taken, or the system refuses something else.</summary>
    private const int CannotStart = 1;

    /// <summary>A scenario file or a setting is wrong.</summary>
    private const int BadConfiguration = 2;

    /// <summary>Does what the command line asks for, or runs until the program is told to stop.</summary>
    /// <returns>The exit code: 0, 1 or 2.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (ProgramCommands.Find(args) is { } command)
        {
            return await RunAsync(command);
        }

        if (CommandLine.FindMistake(args) is { } mistake)
        {
            return Fail([mistake], BadConfiguration);
        }

        var app = default(WebApplication);
        try
        {
            app = EmulatorApplication.Create(args);
            var scenarios = app.Services.GetRequiredService<ScenariosInForce>().Catalog;
            await app.StartAsync();
            await Console.Out.WriteLineAsync(Greeting(app, scenarios));
        }
        catch (Exception exception) when (MessagesOf(exception) is { } messages)
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            return Fail(messages, exception is IOException or SocketException ? CannotStart : BadConfiguration);
        }

        await using (app)
        {
            await app.WaitForShutdownAsync();
        }

        return 0;
    }

    private static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception exception) when (MessagesOf(exception) is { } messages)
        {
            return Fail(messages, BadConfiguration);
        }
    }

    // What a wrong file, setting or address leads to. Everything else is a defect of ours and may show its stack.
    private static IEnumerable<string>? MessagesOf(Exception exception) => exception switch
    {
        ScenarioException scenarios => scenarios.Messages,
        RefusedException refused => refused.Messages,
        OptionsValidationException options => options.Failures,
        StateFileException => [exception.Message],
        InvalidDataException => [$"{exception.Message} {exception.GetBaseException().Message}"],
        DirectoryNotFoundException => [$"there is no folder {exception.Message}; choose another with --contentRoot"],
        AddressInUseException or SocketException => [$"{exception.Message.TrimEnd('.')}; {Elsewhere(exception)}"],
        IOException { InnerException: AddressInUseException or SocketException } => [$"{exception.Message.TrimEnd('.')}; {Elsewhere(exception)}"],
        IOException or UnauthorizedAccessException or FormatException or ArgumentException or InvalidOperationException => [exception.Message],
        _ => null,
    };

    private static string Elsewhere(Exception exception) => exception.Message.Contains("https://", StringComparison.Ordinal)
        ? "choose another port with --Emulator:Https:Port, or other URLs with --urls"
        : "choose other URLs with --urls";

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
