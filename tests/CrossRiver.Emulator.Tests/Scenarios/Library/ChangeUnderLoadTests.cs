using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>A file changes while customers are created as fast as they can be: each gets one version whole, and soon the new one.</summary>
[Trait("lane", "slow")]
public sealed class ChangeUnderLoadTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Changes = 10;
    private const int Creators = 8;
    private const int LeastOfAVersion = 200;

    // A second is what is promised and reported; a machine that does much else besides may take longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly ScanStatus[] Results = [ScanStatus.Clear, ScanStatus.Failed, ScanStatus.Reviewing, ScanStatus.Positive];

    private readonly ScenarioFilesFolder _files = new();
    private readonly DateTimeOffset[] _writtenAt = new DateTimeOffset[Changes + 1];
    private readonly int[] _sent = new int[Changes + 1];
    private readonly TaskCompletionSource[] _isUsed = [.. Enumerable.Range(0, Changes + 1).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
    private RunningEmulator _emulator = null!;
    private Partner _partner = null!;
    private ScenarioLibrary _scenarios = null!;

    public ValueTask InitializeAsync()
    {
        Write(version: 0);
        _emulator = _files.NewEmulator();
        _partner = _emulator.NewPartner();
        _scenarios = _emulator.Services.GetRequiredService<ScenarioLibrary>();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task A_change_is_picked_up_soon_and_no_customer_gets_half_of_two_versions()
    {
        using var isChanged = new CancellationTokenSource();
        var startedAt = Stopwatch.GetTimestamp();
        var creators = Enumerable.Range(0, Creators).Select(_ => OnboardUntilAsync(isChanged.Token)).ToList();
        for (var version = 1; version <= Changes; version++)
        {
            await _isUsed[version - 1].Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
            Write(version);
        }

        await _isUsed[Changes].Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await isChanged.CancelAsync();
        await Task.WhenAll(creators);
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        await EndOfStoriesAsync();
        var customers = await CustomersAsync();
        Report(customers, elapsed);

        // Both steps are of the version that the first one says.
        Assert.All(customers, customer => Assert.Equal((ResultOf(VersionOf(customer)), ResultOf(VersionOf(customer))), (ResultOf(customer, "pepScan"), ResultOf(customer, "ofac"))));

        // Whoever is sent when a version is in force gets no older one: the identifier says which one was.
        Assert.All(customers, customer => Assert.InRange(VersionOf(customer), int.Parse((string)customer["clientIdentifier"]!, CultureInfo.InvariantCulture), Changes));
        Assert.Equal(Enumerable.Range(0, Changes + 1), customers.Select(VersionOf).Distinct().Order());
    }

    private static ScanStatus ResultOf(int version) => Results[version % Results.Length];

    private static ScanStatus ResultOf(JsonObject customer, string scan) => Enum.Parse<ScanStatus>((string)customer[scan]!);

    private static int VersionOf(JsonObject customer) => int.Parse((string)customer["cifNumber"]!, CultureInfo.InvariantCulture);

    private void Write(int version)
    {
        var text = $$"""
            version: 1
            scenario: changing
            title: "{{version}}"
            match: { body: { name.lastName: Griffin } }
            timeline:
              - set: { cifNumber: "{{version:00000000000}}", pepScan: {{ResultOf(version)}} }
              - after: 50ms
                set: { ofac: {{ResultOf(version)}} }
            """;
        _writtenAt[version] = TimeProvider.System.GetUtcNow();
        if (version % 2 is 0)
        {
            _files.Replace("changing.yaml", text);
        }
        else
        {
            _files.Write("changing.yaml", text);
        }
    }

    private async Task OnboardUntilAsync(CancellationToken isChanged)
    {
        var body = _partner.Body("create-personal.request.json");
        while (!isChanged.IsCancellationRequested)
        {
            var inForce = int.Parse(_scenarios.Catalog.Find("changing")!.Title!, CultureInfo.InvariantCulture);
            body["clientIdentifier"] = inForce.ToString(CultureInfo.InvariantCulture);
            await _partner.OnboardAsync(body);
            if (Interlocked.Increment(ref _sent[inForce]) is LeastOfAVersion)
            {
                _isUsed[inForce].TrySetResult();
            }
        }
    }

    private async Task<IReadOnlyList<JsonObject>> CustomersAsync() => await _partner.GetAllAsync($"/core/v1/cm/customers?partnerId={_partner.Id}");

    private void Report(IReadOnlyList<JsonObject> customers, TimeSpan elapsed)
    {
        var firsts = customers.GroupBy(VersionOf).Where(version => version.Key > 0).OrderBy(version => version.Key)
            .Select(version => (version.Min(customer => (DateTimeOffset)customer["createdAt"]!) - _writtenAt[version.Key]).TotalMilliseconds)
            .ToList();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{customers.Count} customers in {elapsed.TotalSeconds:0.0} s, {customers.Count / elapsed.TotalSeconds:0} a second; from write to the first customer of the version, ms: {string.Join(", ", firsts.Select(first => $"{first:0}"))}"));
    }

    private async Task EndOfStoriesAsync()
    {
        var startedAt = Stopwatch.GetTimestamp();
        while ((await _partner.GetAsync($"/core/v1/cm/customers?partnerId={_partner.Id}&ofac=Pending")).Expect(HttpStatusCode.OK)["results"]!.AsArray() is not [])
        {
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < Patience, "There are stories that do not end.");
        }
    }
}
