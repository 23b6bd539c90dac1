namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Where the emulator is that a command calls.</summary>
internal static class EmulatorAddress
{
    private const string Default = "http://localhost:5080";

    /// <summary>Finds it as the emulator itself finds where to listen: what is given, else what the environment says, else the default.</summary>
    /// <param name="given">What the command line says, or <see langword="null"/>.</param>
    /// <param name="environment">Reads a variable of the environment.</param>
    /// <exception cref="CommandException">It is no URL.</exception>
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

    // An address to listen on everywhere is none to call.
    private static Uri Reachable(Uri uri) => uri.Host is "0.0.0.0" or "[::]" ? new UriBuilder(uri) { Host = "localhost" }.Uri : uri;
}
