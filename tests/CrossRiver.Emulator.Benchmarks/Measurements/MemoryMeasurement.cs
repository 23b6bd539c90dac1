using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>How much memory a stored customer takes whose story is over, without the journal.</summary>
internal static class MemoryMeasurement
{
    private const int CustomersBefore = 2_000;

    private const int Customers = 20_000;

    private const double Kilobyte = 1024;

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        // The smallest journal there is, full before the first weighing.
        await using var bank = await EmbeddedEmulator.StartAsync(("Emulator:Worlds:JournalEntries", "100"));
        await bank.OnboardAsync([.. Enumerable.Repeat(Partner.Usual, CustomersBefore)], firstNumber: 1, cancellationToken);
        var before = EmbeddedEmulator.Weigh();
        await bank.OnboardAsync([.. Enumerable.Repeat(Partner.Usual, Customers)], CustomersBefore + 1, cancellationToken);

        report.Add("memory per stored customer with no address or other parts, journal excluded", (EmbeddedEmulator.Weigh() - before) / Kilobyte / Customers, "0.00 KB", Budget.AtMost(3, "KB"));
    }
}
