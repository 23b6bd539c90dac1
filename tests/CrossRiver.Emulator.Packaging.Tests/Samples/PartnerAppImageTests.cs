using System.Diagnostics;
using CrossRiver.Emulator.Fixtures;
using CrossRiver.Emulator.Packaging.Packages;
using CrossRiver.Emulator.Testing;

namespace CrossRiver.Emulator.Packaging.Samples;

/// <summary>The image of samples/PartnerApp, built as its Dockerfile says but without an engine: in a folder that has what is copied, and nothing else.</summary>
public sealed class PartnerAppImageTests(SharedBank bank) : IClassFixture<SharedBank>, IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("crossriver-emulator-");

    [Fact]
    public async Task The_app_builds_where_it_stands_alone_and_registers_at_the_start()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" };
        var published = Path.Combine(_root.FullName, "app");
        await CopyAsync();
        await Command.RunAsync(_root.FullName, environment, exitCode: 0, "publish", "--configuration", "Release", "--output", published, "-nodeReuse:false", "-p:RunAnalyzers=false");
        var partner = bank.Server.NewPartner();

        using var app = Start(published, partner);
        try
        {
            var address = await ListenAsync(app);
            using var http = new HttpClient { BaseAddress = address };
            Assert.Equal("healthy", await http.GetStringAsync(new Uri("/health", UriKind.Relative), Stop));

            // Each registration is an entry; the third one is the last.
            await ReadAsync(app, line => line.Contains("Application started", StringComparison.Ordinal));
            var registrations = (await partner.JournalAsync(kinds: "call", cancellationToken: Stop)).Where(call => call.What.StartsWith("POST /webhooks/v1/registrations", StringComparison.Ordinal));
            Assert.Equal(3, registrations.Count());
        }
        finally
        {
            app.Kill();
            await app.WaitForExitAsync(Stop);
        }
    }

    public void Dispose() => _root.Delete(recursive: true);

    // What is copied into the image's build, as its lines COPY say.
    private async Task CopyAsync()
    {
        var context = Path.Combine(RunningProgram.Repository, "samples/PartnerApp");
        var lines = await File.ReadAllLinesAsync(Path.Combine(context, "Dockerfile"), Stop);
        foreach (var words in lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal)).Select(line => line.Split(' ')))
        {
            var source = words[1];
            var isFolder = Directory.Exists(Path.Combine(context, source));
            var files = isFolder ? Directory.GetFiles(Path.Combine(context, source)) : Directory.GetFiles(context, source);
            Assert.NotEmpty(files);
            var target = Directory.CreateDirectory(Path.Combine(_root.FullName, words[2]));
            foreach (var file in files)
            {
                File.Copy(file, Path.Combine(target.FullName, Path.GetFileName(file)));
            }
        }
    }

    private static Process Start(string folder, PartnerWorld partner)
    {
        var start = new ProcessStartInfo("dotnet", ["PartnerApp.dll"]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Bank__Url"] = $"{partner.BaseAddress}";
        start.Environment["Partner__Id"] = $"{partner.PartnerId}";
        start.Environment["Partner__CallbackUrl"] = "http://partner:8080/webhooks";
        return Process.Start(start)!;
    }

    private static async Task<Uri> ListenAsync(Process app)
    {
        var line = await ReadAsync(app, line => line.Contains(Listening, StringComparison.Ordinal));
        return new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]);
    }

    private static async Task<string> ReadAsync(Process app, Func<string, bool> isIt)
    {
        while (await app.StandardOutput.ReadLineAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop) is { } line)
        {
            if (isIt(line))
            {
                return line;
            }
        }

        throw new InvalidOperationException("The app ended.");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
