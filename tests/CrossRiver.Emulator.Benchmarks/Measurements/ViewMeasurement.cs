using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>How long the views of the page take, the first one in a new process and each of a world that is full, and the memory of the first one.</summary>
internal static class ViewMeasurement
{
    private const int Customers = 100_000;

    private const int Renames = 3_000;

    private const int RenamesOfStory = 250;

    private const int RenamesAtOnce = 8;

    private const int ReadsOfEach = 20;

    private const double Megabyte = 1024 * 1024;

    private static readonly Budget Prompt = Budget.AtMost(150, "ms");

    private static readonly string World = $"partners/{Partner.Usual}";

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        await MeasureFirstAsync("first view", "", emulator, effort, report, cancellationToken);
        await MeasureFirstAsync("first view, of a world", World, emulator, effort, report, cancellationToken);
        await MeasureFullAsync(emulator, report, cancellationToken);
    }

    private static async Task MeasureFirstAsync(string name, string view, string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        var (times, before, after) = (new List<double>(), new List<double>(), new List<double>());
        while (times.Count < effort.Rounds)
        {
            await using var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
            using var partner = new Partner(bank.Address, Partner.Usual);
            using var http = new HttpClient { BaseAddress = bank.Address };
            if (view.Length > 0)
            {
                await partner.SendAsync<object>(HttpMethod.Put, $"_emulator/{World}", new { }, cancellationToken);
            }

            before.Add(await bank.ReadResidentMemoryAsync(cancellationToken) / Megabyte);
            times.Add(await ReadAsync(http, $"_emulator/ui/{view}", cancellationToken));
            after.Add(await bank.ReadResidentMemoryAsync(cancellationToken) / Megabyte);
        }

        report.Add($"{name}, in a new process", new Sample(times).Median, "0 ms", Prompt);
        report.Add($"{name}: resident memory before it", new Sample(before).Median, "0 MB");
        report.Add($"{name}: resident memory that it adds", new Sample(after.Zip(before, (later, earlier) => later - earlier)).Median, "0 MB", Budget.AtMost(15, "MB"));
    }

    private static async Task MeasureFullAsync(string emulator, Report report, CancellationToken cancellationToken)
    {
        await using var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        using var partner = new Partner(bank.Address, Partner.Usual);
        using var http = new HttpClient { BaseAddress = bank.Address };
        await partner.RegisterAsync("Core.Customer.Name.Changed", new Uri(bank.Address, "_emulator/inbox/full"), cancellationToken);
        await partner.SeedAsync(Customers, cancellationToken);
        await RenameAsync(await partner.OnboardAsync(1, cancellationToken), Renames - RenamesOfStory);
        var customer = await partner.OnboardAsync(2, cancellationToken);
        await RenameAsync(customer, RenamesOfStory);

        var world = $"_emulator/ui/{World}";
        await AddAsync("story of a customer with 1,000 entries", $"{world}/customers/{customer.Id}");
        await AddAsync("the same with everything", $"{world}/customers/{customer.Id}?detail=Everything");
        await AddAsync($"world of {Customers:#,0} customers", world);
        await AddAsync("the same, searched for a name", $"{world}?q=griffin");
        await AddAsync("journal of 10,000 entries", $"{world}/journal");
        await AddAsync("the same, searched for a text", $"{world}/journal?text=griffin");
        await AddAsync($"deliveries, {Renames:#,0} of them", $"{world}/deliveries");
        await AddAsync("inbox", "_emulator/ui/inbox/full");
        await AddAsync("report", $"{world}/report");
        await AddAsync("scenarios", "_emulator/ui/scenarios");

        async Task AddAsync(string name, string path)
        {
            var times = new List<double>();
            while (times.Count < ReadsOfEach)
            {
                times.Add(await ReadAsync(http, path, cancellationToken));
            }

            report.Add($"view: {name}", new Sample(times).Median, "0.0 ms", Prompt);
        }

        Task RenameAsync(Onboarded renamed, int times) => Parallel.ForEachAsync(
            Enumerable.Range(1, times),
            new ParallelOptions { MaxDegreeOfParallelism = RenamesAtOnce, CancellationToken = cancellationToken },
            async (number, stop) =>
                await partner.SendAsync<Onboarded>(HttpMethod.Put, $"{Partner.CustomersPath}/{renamed.Id}/name", new { firstName = $"Ada {number}" }, stop));
    }

    private static async Task<double> ReadAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        await http.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return TimeProvider.System.GetElapsedTime(startedAt).TotalMilliseconds;
    }
}
