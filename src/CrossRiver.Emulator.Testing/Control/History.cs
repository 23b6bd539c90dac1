namespace CrossRiver.Emulator.Testing.Control;

/// <summary>Provides the journal of a world, and the stories and the report that follow from it.</summary>
internal sealed class History(WorldCalls world)
{
    private const int MostOfOneStory = 1_000;
    private const int PageSize = 1_000;

    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(Guid? customerId, string? kinds, CancellationToken cancellationToken)
    {
        var filter = $"{(customerId is null ? "" : $"&customer={customerId}")}{(kinds is null ? "" : $"&kind={Uri.EscapeDataString(kinds)}")}";
        var entries = new List<JournalEntry>();
        var cursor = 0L;
        while (true)
        {
            var path = $"journal?limit={PageSize}&after={cursor}{filter}";
            var answer = await world.CallAsync("Reading the journal", HttpMethod.Get, path, body: null, cancellationToken);
            var read = answer.GetProperty("entries");
            entries.AddRange(read.EnumerateArray().Select(JournalEntry.Of));
            cursor = answer.GetProperty("cursor").GetInt64();
            if (read.GetArrayLength() < PageSize)
            {
                return entries;
            }
        }
    }

    public async Task<CustomerStory> ReadStoryAsync(Guid customerId, CancellationToken cancellationToken)
    {
        var entries = await ReadAsync(customerId, kinds: null, cancellationToken);
        var path = $"journal/export?format=mermaid&customer={customerId}";
        var diagram = await world.TryAsync("Drawing a story", HttpMethod.Get, path, body: null, cancellationToken);
        return diagram.IsSuccess
            ? new CustomerStory(customerId, [.. entries.TakeLast(MostOfOneStory)], diagram.Text)
            : throw new EmulatorException($"Drawing a story failed: {diagram.Reason}");
    }

    public async Task<IntegrationReport> JudgeAsync(CancellationToken cancellationToken)
    {
        var report = await world.CallAsync<IntegrationReport>("Reading the report", HttpMethod.Get, "report", body: null, cancellationToken);
        var xml = await world.TryAsync("Reading the report", HttpMethod.Get, "report?format=junit", body: null, cancellationToken);
        return report with { JUnit = xml.Text };
    }
}
