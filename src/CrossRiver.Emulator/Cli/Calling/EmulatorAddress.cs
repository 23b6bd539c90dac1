namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Provides the address of the emulator that a command calls.</summary>
internal static class EmulatorAddress
{
    private const string Default = "http://localhost:5080";

    /// <summary>Returns the address in the command line, or else in the environment, or else the default. The emulator finds its own address alike.</summary>
    /// <param name="environment">Reads a variable of the environment.</param>
    /// <exception cref="CommandException">The text is no URL.</exception>
    public static Uri Find(string? given, Func<string, string?> environment)
    {
        var text = given ?? FirstOf(environment("ASPNETCORE_URLS")) ?? FirstOf(environment("URLS")) ?? UrlOf(FirstOf(environment("ASPNETCORE_HTTP_PORTS"))) ?? Default;
        var url = text.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal);

        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? Reachable(uri)
            : throw CommandException.WrongUsage($"'{text}' is no URL; write --url {Default}");
    }

    private static string? FirstOf(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();

    private static string? UrlOf(string? port) => port is null ? null : $"http://localhost:{port}";

    // An address for listening on all interfaces cannot be called.
    private static Uri Reachable(Uri uri) => uri.Host is "0.0.0.0" or "[::]" ? new UriBuilder(uri) { Host = "localhost" }.Uri : uri;
}
