using System.Diagnostics;
using System.Net;
using CrossRiver.Emulator.Fixtures;
using CrossRiver.Emulator.Testing;

namespace CrossRiver.Emulator.Packaging.Samples;

/// <summary>samples/node-client, run as its README says.</summary>
public sealed class NodeClientTests(SharedBank bank) : IClassFixture<SharedBank>
{
    [Fact]
    public async Task It_registers_onboards_verifies_and_opens_an_account()
    {
        var partner = bank.Server.NewPartner();
        await partner.SetClockAsync(TestClock.Skip, Stop);

        var (exitCode, output) = await RunAsync(partner);

        Assert.Equal(
            """
            Peter Griffin created
            Core.Customer.Onboarded verified
            Core.Customer.PepScan.Changed verified
            Core.Customer.Ofac.Changed verified
            ofac Clear, pepScan Clear
            account Active, 50000 cents
            """,
            output);
        Assert.Equal(0, exitCode);
        (await partner.ReportAsync(Stop)).RequireNoFailure();
    }

    [Fact]
    public async Task It_opens_no_account_for_a_hit()
    {
        var partner = bank.Server.NewPartner();
        await partner.SetClockAsync(TestClock.Skip, Stop);
        await partner.NextCustomerAsync("ofac-hit", cancellationToken: Stop);

        var (exitCode, output) = await RunAsync(partner);

        Assert.DoesNotContain("account", output, StringComparison.Ordinal);
        Assert.DoesNotContain(await partner.JournalAsync(kinds: "call", cancellationToken: Stop), call => call.What.Contains("/dda/", StringComparison.Ordinal));
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task It_tells_what_the_bank_refuses_and_ends_with_1()
    {
        var partner = bank.Server.NewPartner();
        await partner.Faults.AddAsync("customers.create", HttpStatusCode.BadRequest, cancellationToken: Stop);

        var (exitCode, output) = await RunAsync(partner);

        Assert.StartsWith("POST /core/v1/cm/customers → 400 {\"errors\":", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task It_refuses_what_is_signed_with_another_secret()
    {
        var partner = bank.Server.NewPartner();
        await partner.SetClockAsync(TestClock.Skip, Stop);
        using var client = Start(partner, secret: "c29tZWJvZHkgZWxzZQ==");

        var attempt = await partner.WaitForDeliveryAsync("Core.Customer.Onboarded", cancellationToken: Stop);

        Assert.Equal(401, attempt.StatusCode);
        client.Kill();
        await client.WaitForExitAsync(Stop);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(PartnerWorld partner)
    {
        using var client = Start(partner);
        var printed = await Task.WhenAll(client.StandardOutput.ReadToEndAsync(Stop), client.StandardError.ReadToEndAsync(Stop));
        await client.WaitForExitAsync(Stop);

        return (client.ExitCode, string.Concat(printed).TrimEnd());
    }

    private static Process Start(PartnerWorld partner, string? secret = null)
    {
        Assert.SkipUnless(HasNode(), "There is no node on this machine.");
        var start = new ProcessStartInfo("node", ["samples/node-client/client.mjs", $"{partner.BaseAddress}"])
        {
            WorkingDirectory = RunningProgram.Repository,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PARTNER_ID"] = $"{partner.PartnerId}";
        if (secret is not null)
        {
            start.Environment["SIGNING_SECRET"] = secret;
        }

        return Process.Start(start)!;
    }

    private static bool HasNode() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
