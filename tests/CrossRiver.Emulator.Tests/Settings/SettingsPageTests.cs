using System.Globalization;
using System.Text;

namespace CrossRiver.Emulator.Settings;

/// <summary>docs/settings.md lists each setting with the text of its docstring.</summary>
public sealed class SettingsPageTests
{
    private const string Start = """
        # Settings

        Give a setting in one of these ways:

        - as an option: `--webhooks-timeout 5s`, or by its key: `--Emulator:Webhooks:Timeout=5s`;
        - as an environment variable: `Emulator__Webhooks__Timeout=5s`;
        - in `appsettings.json`: `{ "Emulator": { "Webhooks": { "Timeout": "5s" } } }`.

        A wrong value stops the start with exit code 2. An empty value counts as not given, except for `--scenarios=`, `--scenarios-tax-id-mask=` and `--webhooks-retry-waits=`, where it means none.
        Durations are written `250ms`, `2s`, `1m30s`, `48h` or `30d`. Of `appsettings.json` and `appsettings.{Environment}.json` in the working folder, the sections `Emulator` and `Logging` are read once, at the start.
        `urls`, `Kestrel`, `OTEL_…` and the like are read from arguments and environment variables only. `--urls` overrides all other addresses; the default is `http://localhost:5080`. A host that is no name
        of the machine stops the start, and every address (`*`) without a key is warned of. [Traces, metrics and logs](signals.md) has the variables of OpenTelemetry.

        """;

    [Fact]
    public async Task The_page_has_each_setting()
    {
        var catalog = EmulatorApplication.Settings;
        var page = new StringBuilder(Start.ReplaceLineEndings("\n"));
        foreach (var section in catalog.All.GroupBy(setting => setting.Section, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {(section.Key is "" ? "General" : section.Key)}\n\n| setting | option | value and default | meaning |\n|---|---|---|---|\n");
            foreach (var setting in section)
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{setting.Key}` | `{setting.Written}` | {Escaped(setting.Values)} | {Escaped(setting.Summary)} |\n");
            }
        }

        await Snapshot.AssertAsync("docs/settings.md", page.ToString());
    }

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
