using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>Provides the start of an emulator in this process.</summary>
internal static class Guest
{
    /// <exception cref="EmulatorException">The emulator cannot start. The message contains a line for each mistake.</exception>
    public static async Task<WebApplication> StartAsync(EmulatorServerOptions options, CancellationToken cancellationToken)
    {
        var app = default(WebApplication);
        try
        {
            app = EmulatorApplication.CreateEmbedded(SettingsOf(options), builder => builder.Services.AddSingleton(options.TimeProvider));
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
        var texts = FilesOf(options).ToList();
        IEnumerable<(string Key, string? Value)> given =
        [
            ("Emulator:Clock:Mode", $"{options.Clock}"),
            ("Emulator:Clock:Start", options.StartAt?.ToString("O", CultureInfo.InvariantCulture)),
            ("Emulator:Pace", $"{options.Pace}"),
            ("Emulator:Strict", $"{options.Strict}"),
            ("Emulator:Tokens:Clients:0:Id", options.Credentials.ClientId),
            ("Emulator:Tokens:Clients:0:Secret", options.Credentials.ClientSecret),
            ("Emulator:Worlds:ChanceSeed", options.ChanceSeed.ToString(CultureInfo.InvariantCulture)),
            ("Emulator:Scenarios:Default", options.DefaultScenario),
            ("Emulator:Scenarios:Folder", ""),
            ("Emulator:Scenarios:Watch", "false"),
            .. texts.Select((text, index) => ($"Emulator:Scenarios:Texts:{index}:Name", (string?)text.Name)),
            .. texts.Select((text, index) => ($"Emulator:Scenarios:Texts:{index}:Yaml", (string?)text.Yaml)),

            // Inboxes with https have certificates without a trusted issuer. Loopback hosts are the test's own.
            ("Emulator:Webhooks:AllowedHosts", options.Strict ? "localhost, 127.0.0.1" : null),
            ("Emulator:Webhooks:TrustAnyCertificate", options.Strict ? "true" : null),
        ];
        var settings = new SortedDictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in given.Where(setting => setting.Value is not null))
        {
            settings[key] = value;
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
