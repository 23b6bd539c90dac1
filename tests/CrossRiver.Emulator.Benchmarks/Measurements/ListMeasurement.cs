using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>Whether a late page of a long list costs more than the first one.</summary>
internal static class ListMeasurement
{
    private const int Customers = 100_000;

    private const int PageSize = 10;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        await using var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        using var partner = new Partner(bank.Address, Partner.Usual);
        await partner.SeedAsync(Customers, cancellationToken);

        var (firstPage, lastPage) = (PageOf(bank, 1), PageOf(bank, Customers / PageSize));
        await Wrk.GetAsync(lastPage, WarmUp, cancellationToken);

        var (first, last) = (new List<double>(), new List<double>());
        while (last.Count < effort.Rounds)
        {
            first.Add((await Wrk.GetAsync(firstPage, Load, cancellationToken)).RequestsPerSecond);
            last.Add((await Wrk.GetAsync(lastPage, Load, cancellationToken)).RequestsPerSecond);
        }

        report.Add($"list of {Customers:#,0} customers: page 1 a second", new Sample(first).Median, "#,0");
        report.Add($"list of {Customers:#,0} customers: page {Customers / PageSize:#,0} a second", new Sample(last).Median, "#,0");
    }

    private static Uri PageOf(ServerProcess bank, int number) =>
        new(bank.Address, $"{Partner.CustomersPath}?partnerId={Partner.Usual}&pageSize={PageSize}&pageNumber={number}");
}
