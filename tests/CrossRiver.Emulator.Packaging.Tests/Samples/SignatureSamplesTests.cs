using System.Diagnostics;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Fixtures;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Packaging.Samples;

/// <summary>What docs/webhooks.md tells of signatures is the code of the samples, and the samples verify what is really sent.</summary>
public sealed class SignatureSamplesTests
{
    private const string Secret = "Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==";

    [Theory]
    [InlineData("node", "samples/signatures/verify.mjs")]
    [InlineData("python3", "samples/signatures/verify.py")]
    [InlineData("go", "run", "samples/signatures/verify.go")]
    public async Task A_sample_verifies_a_webhook_and_refuses_a_changed_one(params string[] command)
    {
        Assert.SkipUnless(RunningProgram.IsInstalled(command[0]), $"There is no {command[0]} on this machine.");
        await using var emulator = new StandingEmulator();
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await partner.OnboardAsync();
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), partner);
        var webhook = Assert.Single(inbox.All);

        Assert.Equal(0, await RunAsync(command, webhook.Headers["cos-signature"], webhook.Text));
        Assert.Equal(1, await RunAsync(command, webhook.Headers["cos-signature"], webhook.Text.Replace("Pending", "pending", StringComparison.Ordinal)));
        Assert.Equal(1, await RunAsync(command, "v1:AAAA", webhook.Text));
    }

    [Fact]
    public void The_code_in_the_documentation_is_that_of_the_samples()
    {
        var page = File.ReadAllText(Path.Combine(RunningProgram.Repository, "docs/webhooks.md"));
        var samples = Regex.Matches(page, @"From \[(?<path>[^\]]+)\].*?```[a-z]+\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

        Assert.Equal(4, samples.Count);
        Assert.All(samples, sample => Assert.Contains(
            sample.Groups["code"].Value,
            File.ReadAllText(Path.Combine(RunningProgram.Repository, sample.Groups["path"].Value)),
            StringComparison.Ordinal));
    }

    private static async Task<int> RunAsync(string[] command, string header, string body)
    {
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), Secret, header])
        {
            WorkingDirectory = RunningProgram.Repository,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(body);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        return process.ExitCode;
    }
}
