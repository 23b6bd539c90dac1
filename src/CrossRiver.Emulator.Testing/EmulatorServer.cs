using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrossRiver.Emulator.Testing.Control;
using Microsoft.AspNetCore.Builder;

namespace CrossRiver.Emulator.Testing;

/// <summary>Represents an emulator for tests, either in the test process or at an address.</summary>
/// <example>
/// <code>
/// await using var bank = await EmulatorServer.StartAsync();
/// var partner = bank.NewPartner();
/// </code>
/// </example>
public sealed class EmulatorServer : IAsyncDisposable
{
    private const string ReadingCoverage = "Reading the coverage";

    private readonly WebApplication? _app;
    private readonly Wire _wire;
    private readonly byte[] _salt;
    private readonly ConcurrentDictionary<string, int> _named = new(StringComparer.Ordinal);

    private EmulatorServer(WebApplication? app, Wire wire, byte[] salt)
    {
        _app = app;
        _wire = wire;
        _salt = salt;
    }

    /// <summary>Gets the base address of the emulator. It ends with a slash.</summary>
    public Uri BaseAddress => _wire.BaseAddress;

    /// <summary>Gets the address of the page that shows the emulator's worlds in a browser.</summary>
    public Uri PageUrl => new(BaseAddress, "_emulator/ui");

    /// <summary>Gets the credentials that a client sends to <c>/connect/token</c>.</summary>
    public PartnerCredentials Credentials => _wire.Credentials;

    /// <summary>Starts an emulator in this process, on a free loopback port. Several emulators can run in parallel.</summary>
    /// <param name="options">The options, or null for the defaults. The emulator reads no other files, environment variables or arguments.</param>
    /// <exception cref="EmulatorException">An option or a scenario is invalid. The message contains a line for each mistake.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new EmulatorServerOptions();
        var app = await Guest.StartAsync(options, cancellationToken);
        return new EmulatorServer(app, new Wire(new Uri(app.Urls.First()), options.Credentials, options.Patience) { IsStrict = options.Strict }, salt: []);
    }

    /// <summary>Connects to an emulator at an address, such as in a container, and waits until it is ready.</summary>
    /// <param name="address">The address of the emulator. Its path is ignored.</param>
    /// <param name="options">The options of the connection, or null for the defaults.</param>
    /// <exception cref="EmulatorException">The emulator is not ready in time. The message contains the reason.</exception>
    public static async Task<EmulatorServer> ConnectAsync(Uri address, ConnectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        options ??= new ConnectionOptions();
        var wire = new Wire(address, options.Credentials, options.Patience) { Key = options.Key, IsStrict = options.Strict };
        try
        {
            await new Readiness(wire).WaitAsync(options.ReadyWithin, cancellationToken);

            // Several test runs may use one emulator; the salt gives each run other partners.
            return new EmulatorServer(app: null, wire, RandomNumberGenerator.GetBytes(16));
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    /// <summary>Creates a partner with a new identifier and an empty world.</summary>
    /// <param name="name">The text from which the identifier is computed. The default is <c>partner</c>.</param>
    /// <remarks>
    /// For an emulator in this process, the same name and number of calls give the same identifier, and so the same random choices, in each run.
    /// </remarks>
    public PartnerWorld NewPartner(string name = "partner")
    {
        ArgumentNullException.ThrowIfNull(name);
        var number = _named.AddOrUpdate(name, 1, (_, count) => count + 1);
        var text = string.Create(CultureInfo.InvariantCulture, $"{number} {name}");
        return OpenPartner(new Guid(SHA256.HashData([.. _salt, .. Encoding.UTF8.GetBytes(text)]).AsSpan(0, 16)));
    }

    /// <summary>Returns the world of a partner with a given identifier, for code with a fixed partner identifier.</summary>
    public PartnerWorld OpenPartner(Guid partnerId) => new(_wire, partnerId);

    /// <summary>Reads which scenarios, statuses, events, faults and errors all worlds have met since the start, and which none has met.</summary>
    /// <remarks>Worlds that were reset or have ended count. The counts are in memory and end with the emulator.</remarks>
    public async Task<CoverageReport> CoverageAsync(CancellationToken cancellationToken = default)
    {
        var report = await _wire.CallAsync(new ControlCall(ReadingCoverage, HttpMethod.Get, "coverage"), cancellationToken);
        var markdown = await _wire.TryAsync(new ControlCall(ReadingCoverage, HttpMethod.Get, "coverage?format=markdown"), cancellationToken);
        return report.Deserialize<CoverageReport>(Wire.Json)! with { Markdown = markdown.Text };
    }

    /// <summary>Writes the coverage to a Markdown file, for example at the end of a test run. Creates the folder if it does not exist.</summary>
    /// <param name="path">The path of the file, which is replaced. A relative path begins at the current directory.</param>
    public async Task WriteCoverageAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var report = await CoverageAsync(cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllTextAsync(path, report.Markdown, cancellationToken);
    }

    /// <summary>Resets the coverage. All counts become 0, and worlds stay as they are.</summary>
    public Task ResetCoverageAsync(CancellationToken cancellationToken = default) =>
        _wire.CallAsync(new ControlCall("Resetting the coverage", HttpMethod.Delete, "coverage"), cancellationToken);

    /// <summary>Stops an emulator in this process and discards its state. Leaves an emulator at an address unchanged.</summary>
    public async ValueTask DisposeAsync()
    {
        _wire.Dispose();
        if (_app is { } app)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}

/// <summary>Provides the options of a connection to an emulator at an address.</summary>
public sealed class ConnectionOptions
{
    /// <summary>Gets or sets the key for calls under <c>/_emulator</c>, or null if <c>Emulator:Control:Key</c> is not set.</summary>
    public string? Key { get; set; }

    /// <summary>Gets or sets the client that gets tokens. An emulator that is not strict accepts any client.</summary>
    public PartnerCredentials Credentials { get; set; } = new("testing", "testing-secret");

    /// <summary>Gets or sets whether the emulator requires tokens, so that the test's own calls get a token.</summary>
    /// <value>The default is false.</value>
    public bool Strict { get; set; }

    /// <summary>Gets or sets the maximum duration of a call or a wait, in real time.</summary>
    /// <value>More than zero and at most 10 minutes. The default is 30 seconds.</value>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the maximum time until the emulator is ready, in real time.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan ReadyWithin { get; set; } = TimeSpan.FromSeconds(30);
}
