using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrossRiver.Emulator.Testing.Control;
using Microsoft.AspNetCore.Builder;

namespace CrossRiver.Emulator.Testing;

/// <summary>An emulator for tests: one that runs in the test process, or one that runs elsewhere and is spoken to.</summary>
/// <example>
/// <code>
/// await using var bank = await EmulatorServer.StartAsync();
/// var partner = bank.NewPartner();
/// </code>
/// </example>
public sealed class EmulatorServer : IAsyncDisposable
{
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

    /// <summary>Where the emulator listens; ends in a slash.</summary>
    public Uri BaseAddress => _wire.BaseAddress;

    /// <summary>What a client sends to <c>/connect/token</c>.</summary>
    public PartnerCredentials Credentials => _wire.Credentials;

    /// <summary>Starts an emulator in this process, on a free port of the loopback. Any number of them can run side by side.</summary>
    /// <param name="options">What it is like; it reads nothing else: no files, environment variables or arguments of this process.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="EmulatorException">An option or a scenario cannot be used; the message has a line for each mistake.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new EmulatorServerOptions();
        var app = await Guest.StartAsync(options, cancellationToken);

        return new EmulatorServer(app, new Wire(new Uri(app.Urls.First()), options.Credentials, options.Patience) { IsStrict = options.Strict }, salt: []);
    }

    /// <summary>Speaks to an emulator elsewhere, such as in a container, as soon as it is ready. It may just be starting.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="options">How to speak to it, and how long to wait for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EmulatorException">It is not ready in time; the message tells why.</exception>
    public static async Task<EmulatorServer> ConnectAsync(Uri address, ConnectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        options ??= new ConnectionOptions();
        var wire = new Wire(address, options.Credentials, options.Patience) { Key = options.Key, IsStrict = options.Strict };
        try
        {
            await new Readiness(wire).WaitAsync(options.ReadyWithin, cancellationToken);

            // Other test runs may speak to the same emulator: the partners of each are its own.
            return new EmulatorServer(app: null, wire, RandomNumberGenerator.GetBytes(16));
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    /// <summary>Makes a partner that the emulator has never heard of, with a world of its own.</summary>
    /// <param name="name">
    /// What its identifier is made from. In this process, the partner of a name has the same identifier in every run, and so the same
    /// chance; the second one of a name has another.
    /// </param>
    public PartnerWorld NewPartner(string name = "partner")
    {
        ArgumentNullException.ThrowIfNull(name);
        var number = _named.AddOrUpdate(name, 1, (_, count) => count + 1);
        var text = string.Create(CultureInfo.InvariantCulture, $"{number} {name}");

        return OpenPartner(new Guid(SHA256.HashData([.. _salt, .. Encoding.UTF8.GetBytes(text)]).AsSpan(0, 16)));
    }

    /// <summary>Opens the world of a partner whose identifier the test chooses, for code that cannot be given another.</summary>
    /// <param name="partnerId">The partner.</param>
    public PartnerWorld OpenPartner(Guid partnerId) => new(_wire, partnerId);

    /// <summary>Stops an emulator of this process, and forgets everything it knew. One elsewhere stays as it is.</summary>
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

/// <summary>How to speak to an emulator elsewhere.</summary>
public sealed class ConnectionOptions
{
    /// <summary>What calls under <c>/_emulator</c> have to send, if the emulator has <c>Emulator:Control:Key</c> set.</summary>
    public string? Key { get; set; }

    /// <summary>The client that gets tokens. An emulator that is not strict knows any.</summary>
    public PartnerCredentials Credentials { get; set; } = new("testing", "testing-secret");

    /// <summary>Whether the emulator asks for tokens, so that calls of the test itself take one.</summary>
    /// <value>The default is false.</value>
    public bool Strict { get; set; }

    /// <summary>How long a call or a wait may take, in real time, before it fails.</summary>
    /// <value>Up to 10 minutes. The default is 30 seconds.</value>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the emulator may take until it is ready, in real time.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan ReadyWithin { get; set; } = TimeSpan.FromSeconds(30);
}
