namespace CrossRiver.Emulator.Testing.Control;

/// <summary>What happened in a world.</summary>
/// <param name="wire">The emulator.</param>
/// <param name="world">The path of the world's routes.</param>
internal sealed class History(Wire wire, string world)
{
    private const int MostOfOneStory = 1_000;

    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(Guid? customerId, string? kinds, CancellationToken cancellationToken)
    {
        var entries = new List<JournalEntry>();
        var cursor = 0L;
        while (true)
        {
            var path = $"{world}/journal?limit=1000&after={cursor}{(customerId is null ? "" : $"&customer={customerId}")}{(kinds is null ? "" : $"&kind={Uri.EscapeDataString(kinds)}")}";
            var answer = await wire.CallAsync(new ControlCall("Reading the journal", HttpMethod.Get, path), cancellationToken);
            var read = answer.GetProperty("entries");
            entries.AddRange(read.EnumerateArray().Select(JournalEntry.Of));
            cursor = answer.GetProperty("cursor").GetInt64();
            if (read.GetArrayLength() < 1000)
            {
                return entries;
            }
        }
    }

    public async Task<CustomerStory> TellAsync(Guid customerId, CancellationToken cancellationToken)
    {
        var entries = await ReadAsync(customerId, kinds: null, cancellationToken);
        var diagram = await wire.TryAsync(new ControlCall("Drawing a story", HttpMethod.Get, $"{world}/journal/export?format=mermaid&customer={customerId}"), cancellationToken);

        return new CustomerStory(customerId, [.. entries.TakeLast(MostOfOneStory)], diagram.IsSuccess ? diagram.Text : throw new EmulatorException($"Drawing a story failed: {diagram.Reason}"));
    }

    public async Task<IntegrationReport> JudgeAsync(CancellationToken cancellationToken)
    {
        var report = await wire.CallAsync<IntegrationReport>(new ControlCall("Reading the report", HttpMethod.Get, $"{world}/report"), cancellationToken);
        var xml = await wire.TryAsync(new ControlCall("Reading the report", HttpMethod.Get, $"{world}/report?format=junit"), cancellationToken);

        return report with { JUnit = xml.Text };
    }
}
