namespace CrossRiver.Emulator.Cli.Comparing.Reading;

/// <summary>Represents the calls of a recording, in the order in which they began.</summary>
internal sealed record Transcript(IReadOnlyList<RecordedCall> Calls)
{
    /// <summary>The most calls in a file.</summary>
    public const int MostCalls = 10_000;

    /// <summary>Creates a transcript. A recording in which a call has no time keeps the order of its file.</summary>
    public static Transcript Of(IReadOnlyList<RecordedCall> calls) =>
        new(calls.All(call => call.StartedAt is not null) ? [.. calls.OrderBy(call => call.StartedAt)] : calls);
}

/// <summary>Represents a call as it was recorded.</summary>
internal sealed record RecordedCall
{
    /// <summary>Gets the place in the file, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Gets the moment of the call, or null if the recording has none.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public required HttpMethod Method { get; init; }

    public required Uri Url { get; init; }

    public IReadOnlyList<Header> Headers { get; init; } = [];

    public string? Body { get; init; }

    /// <summary>Gets the customer that the call names or created, or null. Only recordings of an emulator have it.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Gets the answer, or null if none was recorded.</summary>
    public Answer? Answer { get; init; }
}

/// <summary>Represents an answer, of the bank or of the emulator.</summary>
/// <param name="Status">The status, or <see cref="None"/> if the emulator broke the connection.</param>
/// <param name="Headers">The headers; empty if they were not recorded.</param>
/// <param name="Body">The body, or null if it was not recorded.</param>
internal sealed record Answer(int Status, IReadOnlyList<Header> Headers, string? Body)
{
    /// <summary>The status of an emulator that did not answer.</summary>
    public const int None = 0;

    /// <summary>Gets the body as JSON, or null if it is none.</summary>
    public JsonElement? Json { get; } = Parse(Body);

    /// <summary>Returns the value of a header in any casing, or null if it is absent.</summary>
    public string? HeaderNamed(string name) => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    private static JsonElement? Parse(string? body)
    {
        try
        {
            return string.IsNullOrWhiteSpace(body) ? null : JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record Header(string Name, string Value);
