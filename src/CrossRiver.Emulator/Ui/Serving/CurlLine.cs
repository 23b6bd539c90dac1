namespace CrossRiver.Emulator.Ui.Serving;

/// <summary>Writes the command lines that do the same as the buttons of the page.</summary>
/// <param name="origin">The scheme and host by which the reader reaches the emulator, with the prefix of a proxy.</param>
internal sealed class CurlLine(string origin)
{
    public static CurlLine In(HttpContext context) => new($"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}");

    /// <summary>Returns the line of a call.</summary>
    /// <param name="body">The body as JSON, or null for none.</param>
    /// <param name="headers">Further headers, each as <c>Name: value</c>.</param>
    public string Of(string method, string path, string? body = null, params IReadOnlyList<string> headers)
    {
        var parts = new List<string> { "curl -s" };
        if (method is not "GET" && (method is not "POST" || body is null))
        {
            parts.Add($"-X {method}");
        }

        parts.Add(Quoted($"{origin}{path}"));
        parts.AddRange(headers.Select(header => $"-H {Quoted(header)}"));
        if (body is not null)
        {
            parts.Add($"--json {Quoted(body)}");
        }

        return string.Join(' ', parts);
    }

    /// <summary>Returns the line of a call with a body in YAML.</summary>
    public string OfYaml(string method, string path, string body) =>
        $"{Of(method, path, body: null, "Content-Type: application/yaml")} --data-binary {Quoted(body)}";

    private static string Quoted(string text) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || "/:.-_?=&".Contains(letter, StringComparison.Ordinal)) && !text.Contains('&', StringComparison.Ordinal)
            ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
