using System.Diagnostics;
using System.Net;

namespace CrossRiver.Emulator.Cli;

/// <summary>The commands by which a person at a terminal sends webhooks, slows the bank and sets the clock.</summary>
public sealed class WorldCommandsTests : IAsyncDisposable
{
    private const string Onboarded = "Core.Customer.Onboarded";

    private readonly RunningEmulator _emulator = new() { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Clock:Mode"] = "Manual" } };

    private CommandRun Commands => new(_emulator);

    [Fact]
    public async Task Webhooks_are_listed_with_their_attempts_and_sent_once_more()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, Onboarded);
        var customer = await Commands.RunAsync("new", "clear");
        await partner.AdvanceAsync("1h");

        var id = (string)Assert.Single(await partner.GetDeliveriesAsync())["eventId"]!;
        var resent = await Commands.RunAsync("resend", id);
        await partner.AdvanceAsync("1s");

        Assert.StartsWith($"{Onboarded} {id}: ", resent, StringComparison.Ordinal);
        Assert.EndsWith($"  {Onboarded}  {id}  {customer}  succeeded  200, 200", await Commands.RunAsync("webhooks"), StringComparison.Ordinal);
        Assert.Equal("there is no such webhook", await Commands.RunAsync("webhooks", "--failed"));
    }

    [Fact]
    public async Task Webhooks_that_failed_are_listed_alone()
    {
        await using var inbox = await WebhookInbox.StartAsync(webhook => Task.FromResult(webhook.EventName is Onboarded ? 500 : 200));
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, Onboarded, "Core.Customer.Ofac.Changed");
        await Commands.RunAsync("new", "clear");
        await partner.AdvanceAsync("1h");

        Assert.EndsWith("  500, 500, 500, 500", Assert.Single((await Commands.RunAsync("webhooks", "--failed")).Split('\n')[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_are_held_and_sent()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, Onboarded);

        var paused = await Commands.RunAsync("pause");
        await Commands.RunAsync("new", "clear");
        await partner.AdvanceAsync("1h");
        var listed = await Commands.RunAsync("webhooks");
        var resumed = await Commands.RunAsync("resume");

        Assert.Equal($"{partner.Id}: paused, 0 held", paused);
        Assert.Contains("  held", listed, StringComparison.Ordinal);
        Assert.Equal($"{partner.Id}: sending, 0 held", resumed);
        Assert.Equal(Onboarded, (await inbox.NextAsync()).EventName);
    }

    [Fact]
    public async Task A_world_returns_to_a_checkpoint()
    {
        var partner = _emulator.NewPartner();
        await partner.BeginAsync();

        var taken = await Commands.RunAsync("checkpoint", "empty");
        await Commands.RunAsync("new", "clear");
        var back = await Commands.RunAsync("return", "empty", "--partner", $"{partner.Id}");
        var listed = (await Commands.RunAsync("checkpoint")).Split('\n');
        var left = await Commands.RunAsync("checkpoint", "empty", "--delete");

        Assert.StartsWith("checkpoint empty: ", taken, StringComparison.Ordinal);
        Assert.EndsWith(", customers 0, registrations 0, deliveries 0, entries 0", taken, StringComparison.Ordinal);
        Assert.Matches($"^{partner.Id}  .*  back at empty, epoch 2$", back);
        Assert.Equal(0, await partner.CountCustomersAsync());
        Assert.Equal(["checkpoint", "start", "empty"], listed.Select(line => line.Split(' ')[0]));
        Assert.DoesNotContain("empty", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dots_alone_are_no_checkpoint_and_end_no_world()
    {
        var partner = _emulator.NewPartner();
        await partner.BeginAsync();

        var refused = await Commands.FailAsync("checkpoint", "..", "--delete", "--partner", $"{partner.Id}");

        Assert.Equal(["'..' is no name; write letters, digits, hyphens, dots or underscores, and not dots alone"], refused);
        Assert.Equal(refused, await Commands.FailAsync("return", "..", "--partner", $"{partner.Id}"));
        await partner.GetWorldAsync();
    }

    [Fact]
    public async Task The_bank_is_slow_by_the_last_span_and_other_faults_stay()
    {
        var partner = _emulator.NewPartner();
        await partner.BeginAsync();
        (await partner.PostAsync($"{partner.Control}/faults", new() { ["call"] = "events.get", ["latency"] = "1s" })).Expect(HttpStatusCode.OK);

        Assert.Equal("every call takes 30s longer", await Commands.RunAsync("slow", "30s"));
        Assert.Equal("every call takes 200ms longer", await Commands.RunAsync("slow", "200ms"));
        var began = Stopwatch.GetTimestamp();
        await partner.GetAsync($"/core/v1/cm/customers?partnerId={partner.Id}");
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromMilliseconds(190), TimeSpan.FromSeconds(20));

        Assert.Equal("no call is delayed", await Commands.RunAsync("slow", "0s"));
        var left = (await partner.GetAsync($"{partner.Control}/faults")).Json["faults"]!.AsArray();
        Assert.Equal("events.get", (string)Assert.Single(left)!["rule"]!["call"]!);
        Assert.Equal(["'soon' is no duration; write 250ms, 2s, 1m30s, 48h or 30d"], await Commands.FailAsync("slow", "soon"));
    }

    [Fact]
    public async Task The_clock_is_read_and_set()
    {
        Assert.StartsWith("there is no world yet; new worlds: ", await Commands.RunAsync("clock"), StringComparison.Ordinal);
        var partner = _emulator.NewPartner();
        await partner.BeginAsync();

        var read = await Commands.RunAsync("clock");
        var set = await Commands.RunAsync("clock", "skip", "--partner", $"{partner.Id}");

        Assert.Matches($@"^{partner.Id}  \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{{3}}  manual$", read);
        Assert.EndsWith("  skip", set, StringComparison.Ordinal);
        Assert.Equal(["Mode must be one of Real, Manual, Skip"], await Commands.FailAsync("clock", "backward"));
    }

    [Fact]
    public async Task The_address_of_the_page_is_printed_and_opened_where_there_is_a_browser()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("The browser of this test is a script for Linux.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
        var opened = Path.Combine(folder.FullName, "opened");
        var browser = Path.Combine(folder.FullName, "xdg-open");
        await File.WriteAllTextAsync(browser, $"#!/bin/sh\nprintf %s \"$1\" > '{opened}.part'\nmv '{opened}.part' '{opened}'\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var url = _emulator.Url("http").GetLeftPart(UriPartial.Authority);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}", ["DISPLAY"] = ":0" };

        await using var program = RunningProgram.StartFile("dotnet", folder.FullName, environment, RunningProgram.PathOf("CrossRiver.Emulator"), "open", "--url", url);

        Assert.Equal((0, $"{url}/_emulator/ui"), (await program.ExitAsync(), program.Output.TrimEnd()));
        await Until.HoldsAsync(() => File.Exists(opened));
        Assert.Equal($"{url}/_emulator/ui", await File.ReadAllTextAsync(opened, TestContext.Current.CancellationToken));
        folder.Delete(recursive: true);
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();
}
