using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>Starts an emulator in this process.</summary>
internal static class Guest
{
    /// <exception cref="EmulatorException">It cannot start.</exception>
    public static async Task<WebApplication> StartAsync(EmulatorServerOptions options, CancellationToken cancellationToken)
    {
        var app = default(WebApplication);
        try
        {
            app = EmulatorApplication.CreateGuest(SettingsOf(options), builder => builder.Services.AddSingleton(options.TimeProvider));
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch (Exception exception)
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            var mistakes = exception is OptionsValidationException refused ? refused.Failures : exception.Message.Split('\n', StringSplitOptions.TrimEntries);
            throw new EmulatorException(string.Join("\n  ", mistakes.Prepend("The emulator cannot start:")), exception);
        }
    }

    private static SortedDictionary<string, string?> SettingsOf(EmulatorServerOptions options)
    {
        var settings = new SortedDictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Emulator:Clock:Mode"] = $"{options.Clock}",
            ["Emulator:Pace"] = $"{options.Pace}",
            ["Emulator:Strict"] = $"{options.Strict}",
            ["Emulator:Tokens:Clients:0:Id"] = options.Credentials.ClientId,
            ["Emulator:Tokens:Clients:0:Secret"] = options.Credentials.ClientSecret,
            ["Emulator:Worlds:ChanceSeed"] = options.ChanceSeed.ToString(CultureInfo.InvariantCulture),
            ["Emulator:Scenarios:Folder"] = "",
            ["Emulator:Scenarios:Watch"] = "false",
        };
        if (options.StartAt is { } start)
        {
            settings["Emulator:Clock:Start"] = start.ToString("O", CultureInfo.InvariantCulture);
        }

        if (options.DefaultScenario is { } scenario)
        {
            settings["Emulator:Scenarios:Default"] = scenario;
        }

        foreach (var (index, file) in FilesOf(options).Index())
        {
            settings[string.Create(CultureInfo.InvariantCulture, $"Emulator:Scenarios:Texts:{index}:Name")] = file.Name;
            settings[string.Create(CultureInfo.InvariantCulture, $"Emulator:Scenarios:Texts:{index}:Yaml")] = file.Yaml;
        }

        if (options.Strict)
        {
            // For inboxes of https. What the loopback reaches is in the test's own hands.
            settings["Emulator:Webhooks:AllowedHosts"] = "localhost, 127.0.0.1";
            settings["Emulator:Webhooks:TrustAnyCertificate"] = "true";
        }

        foreach (var (key, value) in options.Settings)
        {
            settings[key] = value;
        }

        return settings;
    }

    private static IEnumerable<(string Name, string Yaml)> FilesOf(EmulatorServerOptions options) => options.ScenarioFolders
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
            .Order(StringComparer.Ordinal))
        .Select(file => (file, File.ReadAllText(file)))
        .Concat(options.Scenarios.Select(given => (given.Key, given.Value)));
}
