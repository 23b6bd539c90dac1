using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Kernel.Text;

namespace CrossRiver.Emulator.Reference;

/// <summary>A call of an operation as one pastes it into a terminal.</summary>
internal static partial class CurlLine
{
    private const string Url = "http://localhost:5080";
    private const string Tutorial = "6e80b097-693c-4592-8440-02f345335bbf";
    private const string SnapshotFile = "snapshot.json";
    private const int LongestBodyInLine = 100;

    private static readonly JsonSerializerOptions Indented = new(WireJson.Options) { WriteIndented = true };

    /// <summary>The first example as the body. An identifier that only an answer has is a variable, and a snapshot is a file.</summary>
    public static string Of(Operation operation)
    {
        var path = Parameter().Replace(operation.Path, match => ValueOf(match.Groups["name"].Value, operation));
        var (type, content) = (operation.Json["requestBody"]?["content"]?.AsObject() ?? []).FirstOrDefault();
        var method = (operation.Method, type) is ("GET", _) or ("POST", not null) ? "" : $" -X {operation.Method}";
        var isStream = operation.Json["responses"]!["200"]?["content"]?["text/event-stream"] is not null;
        var body = type is null ? "" : $" -H 'Content-Type: {type}' {BodyOf(content!)}";
        var file = operation is { Method: "GET", IsOfSnapshot: true } ? $" -o {SnapshotFile}" : "";

        return $"curl -s{(isStream ? "N" : "")}{method} {Url}{path}{file}{body}";
    }

    private static string BodyOf(JsonNode content)
    {
        var example = content["examples"]?.AsObject().Select(example => example.Value!["value"]).FirstOrDefault() ?? content["example"];
        if (example is null)
        {
            return $"--data-binary @{SnapshotFile}";
        }

        var text = example is JsonValue value && value.GetValueKind() is JsonValueKind.String ? (string)value! : example.ToJsonString(WireJson.Options);
        var shown = text.Length > LongestBodyInLine && example is not JsonValue ? example.ToJsonString(Indented) : text;
        var quoted = shown.Replace("'", "'\\''", StringComparison.Ordinal).Replace($"{Guid.Empty}", $"'{VariableOf("customerId")}'", StringComparison.Ordinal);

        return $"{(example is JsonValue ? "--data-binary" : "-d")} '{quoted}'";
    }

    private static string ValueOf(string parameter, Operation operation) => (parameter, operation.Path) switch
    {
        ("partnerId", _) => Tutorial,
        ("action", _) => "release",
        ("operation", _) => "customers.create",
        ("name", var path) when path.Contains("/inbox/", StringComparison.Ordinal) => "example",
        ("name", var path) when path.Contains("/checkpoints/", StringComparison.Ordinal) => "before-review",
        ("name", var path) when path.Contains("/conditions/", StringComparison.Ordinal) => "throttled",
        ("name", var path) when path.Contains("/scenarios/", StringComparison.Ordinal) => operation.Method is "GET" ? "clear" : "my-story",
        _ => VariableOf(parameter),
    };

    // customerId is $CUSTOMER_ID.
    private static string VariableOf(string parameter) => $"${string.Concat(parameter.Select(letter => char.IsAsciiLetterUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"))}";

    [GeneratedRegex("{(?<name>[a-zA-Z]+)}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
