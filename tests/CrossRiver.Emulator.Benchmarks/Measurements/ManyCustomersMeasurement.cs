using System.Globalization;
using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>Whether a customer is read as fast among a million as among a thousand.</summary>
/// <remarks>The same number of customers is read of both, spread over all of them, in turns.</remarks>
internal static class ManyCustomersMeasurement
{
    private const int Few = 1_000;

    private const int Many = 1_000_000;

    private const int CustomersInASeeding = 100_000;

    private const int PageSize = 50;

    private const int Pages = Few / PageSize;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        await using var few = await FillAsync(emulator, Few, cancellationToken);
        await using var many = await FillAsync(emulator, Many, cancellationToken);
        var (ofFew, ofMany) = (new List<WrkResult>(), new List<WrkResult>());
        await few.ReadAsync(WarmUp, cancellationToken);
        await many.ReadAsync(WarmUp, cancellationToken);
        while (ofMany.Count < effort.Rounds)
        {
            ofFew.Add(await few.ReadAsync(effort.Load, cancellationToken));
            ofMany.Add(await many.ReadAsync(effort.Load, cancellationToken));
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"GET customer of {Many:#,0} against {Few:#,0}");
        report.Add($"{name}: p99", Median(ofMany, result => result.P99Milliseconds), Median(ofFew, result => result.P99Milliseconds), "0.00 ms", Budget.RatioAtMost(1.2));
        report.Add($"{name}: requests a second", Median(ofMany, result => result.RequestsPerSecond), Median(ofFew, result => result.RequestsPerSecond), "#,0");
    }

    private static double Median(IEnumerable<WrkResult> results, Func<WrkResult, double> valueOf) => new Sample(results.Select(valueOf)).Median;

    private static async Task<FilledBank> FillAsync(string emulator, int customers, CancellationToken cancellationToken)
    {
        var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        using var partner = new Partner(bank.Address, Partner.Usual);
        for (var made = 0; made < customers; made += CustomersInASeeding)
        {
            await partner.SeedAsync(Math.Min(customers, CustomersInASeeding), cancellationToken, seed: made + 1);
        }

        var paths = new List<string>();
        for (var page = 0; page < Pages; page++)
        {
            var ids = await partner.ListPageAsync(1 + (page * (customers / PageSize / Pages)), cancellationToken);
            paths.AddRange(ids.Select(id => $"/{Partner.CustomersPath}/{id}"));
        }

        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, paths, cancellationToken);
        return new FilledBank(bank, file);
    }

    private sealed record FilledBank(ServerProcess Bank, string FileOfPaths) : IAsyncDisposable
    {
        public Task<WrkResult> ReadAsync(TimeSpan duration, CancellationToken cancellationToken) => Wrk.GetAllAsync(Bank.Address, FileOfPaths, duration, cancellationToken);

        public ValueTask DisposeAsync()
        {
            File.Delete(FileOfPaths);
            return Bank.DisposeAsync();
        }
    }
}
