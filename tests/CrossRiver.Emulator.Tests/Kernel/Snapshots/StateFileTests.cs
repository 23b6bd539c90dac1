using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Kernel.Snapshots;

[Trait("lane", "slow")]
public sealed class StateFileTests : IDisposable
{
    private static readonly Guid PartnerId = Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("state");

    private string State => Path.Combine(_folder.FullName, "state.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_there_was_at_the_stop_is_there_at_the_next_start_and_the_story_goes_on()
    {
        JsonObject customer;
        await using (var first = Start("--clock", "manual"))
        {
            var partner = await PartnerOf(first);
            customer = await partner.OnboardAsync(scenario: "ofac-review");
            await AdvanceAsync(partner, "1s");
            await first.InterruptAsync();
            Assert.Equal(0, await first.ExitAsync());
        }

        await using var second = Start("--clock", "manual");
        var again = await PartnerOf(second);

        Assert.Equal("Failed", (string)(await again.GetCustomerAsync(customer))["ofac"]!);
        await AdvanceAsync(again, "3d");
        Assert.Equal("Clear", (string)(await again.GetCustomerAsync(customer))["ofac"]!);
    }

    [Fact]
    public async Task What_happened_before_a_restart_is_told_after_it_and_no_epoch_or_number_comes_twice()
    {
        List<string> entries, messages, all;
        List<long> cursors = [];
        await using (var first = Start("--clock", "manual"))
        {
            var partner = await PartnerOf(first);
            await partner.RegisterAsync(new Uri(partner.Http.BaseAddress!, "/_emulator/inbox/kept"), [.. CustomerEvents.All]);
            var body = partner.Body("create-personal.request.json");
            (body["password"], body["profile"]!["taxId"]) = ("a-secret", "123456789");
            await partner.OnboardAsync(body, scenario: "webhook-storm");
            await partner.GetAsync($"/core/v1/cm/customers?partnerId={PartnerId}&taxId=123456789");
            await partner.PostTextAsync("/core/v1/cm/customers", "no JSON");
            await AdvanceAsync(partner, "1d");
            (entries, all, messages) = (await EntriesAsync(partner), await EntriesAsync(partner, ofAll: true), await MessagesAsync(partner));
            cursors.Add(NumberOf(entries[^1]));
            await first.InterruptAsync();
            Assert.Equal(0, await first.ExitAsync());
        }

        var text = await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken);
        Assert.All(["a-secret", "no JSON"], secret => Assert.DoesNotContain(secret, text[text.IndexOf("\"journal\"", StringComparison.Ordinal)..], StringComparison.Ordinal));
        for (var epoch = 2; epoch <= 3; epoch++)
        {
            await using var next = Start("--clock", "manual");
            var again = await PartnerOf(next);

            Assert.Equal(entries, (await EntriesAsync(again)).Take(entries.Count));
            Assert.Equal(all, (await EntriesAsync(again, ofAll: true)).Take(all.Count));
            Assert.Equal(messages, await MessagesAsync(again));
            var since = (await again.GetAsync($"/_emulator/partners/{PartnerId}/journal?after={cursors[^1]}")).Expect(HttpStatusCode.OK);
            Assert.Equal((epoch, 0, $"restore: epoch {epoch} begins"), ((int)since["epoch"]!, (int)since["lost"]!, (string)since["entries"]![0]!["what"]!));
            Assert.Equal(cursors[^1] + 1, (long)since["entries"]![0]!["number"]!);
            (await again.GetAsync($"/_emulator/partners/{PartnerId}/report")).Expect(HttpStatusCode.OK);
            await again.OnboardAsync();
            cursors.Add(NumberOf((await EntriesAsync(again))[^1]));
            await next.InterruptAsync();
            Assert.Equal(0, await next.ExitAsync());
        }
    }

    [Fact]
    public async Task A_state_with_a_callback_to_a_host_that_is_not_allowed_stops_the_start_and_stays()
    {
        await using (var first = Start())
        {
            await (await PartnerOf(first)).RegisterAsync(new Uri("http://evil.test/hooks?token=s3cret"), CustomerEvents.Onboarded);
            await first.InterruptAsync();
            Assert.Equal(0, await first.ExitAsync());
        }

        var kept = await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken);

        await using var second = Start("--Emulator:Webhooks:AllowedHosts", "good.test");

        Assert.NotEqual(0, await second.ExitAsync());
        Assert.Contains("worlds[0].registrations.registrations[0].callbackUrl: CallbackUrl host evil.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)", Assert.Single(second.Output.Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", second.Output, StringComparison.Ordinal);
        Assert.Equal(kept, await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_kills_the_program_amid_load_finds_a_whole_state_that_is_an_interval_old_at_most()
    {
        using var watcher = new FileSystemWatcher(_folder.FullName, "state.json");
        var written = new SemaphoreSlim(0);
        watcher.Renamed += (_, _) => written.Release();
        watcher.EnableRaisingEvents = true;
        List<JsonObject> customers = [];
        await using (var first = Start("--Emulator:State:Interval", "1s"))
        {
            var partner = await PartnerOf(first);
            customers.Add(await partner.OnboardAsync());

            // What was there before a writing began is in it; the second one has begun after the first had ended.
            using var stop = new CancellationTokenSource();
            var load = LoadAsync(partner, stop.Token);
            Assert.True(await written.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            Assert.True(await written.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            await stop.CancelAsync();
            await first.KillAsync();
            await load;
        }

        await using var second = Start();
        var again = await PartnerOf(second);

        Assert.Equal((string)customers[0]["id"]!, (string)(await again.GetCustomerAsync(customers[0]))["id"]!);
        Assert.Contains("Restored 1 worlds", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_under_way_when_the_program_was_killed_is_sent_again()
    {
        var isDeaf = true;
        await using var inbox = await WebhookInbox.StartAsync(_ => isDeaf ? new TaskCompletionSource<int>().Task : Task.FromResult(200));
        using var watcher = new FileSystemWatcher(_folder.FullName, "state.json");
        var written = new SemaphoreSlim(0);
        watcher.Renamed += (_, _) => written.Release();
        JsonObject customer;
        await using (var first = Start("--Emulator:State:Interval", "1s"))
        {
            var partner = await PartnerOf(first);
            await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.OfacChanged);
            customer = await partner.OnboardAsync();
            await inbox.NextAsync();
            watcher.EnableRaisingEvents = true;
            await partner.OnboardAsync();
            Assert.True(await written.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            await first.KillAsync();
        }

        isDeaf = false;
        await using var second = Start();
        var again = await PartnerOf(second);
        var idle = new JsonObject { ["until"] = "idle", ["within"] = "5s" };
        (await again.PostAsync($"/_emulator/partners/{PartnerId}/wait", idle)).Expect(HttpStatusCode.OK);

        var own = inbox.All.Where(webhook => webhook.CustomerId == (string)customer["id"]!).Select(webhook => webhook.EventName).ToList();
        Assert.Equal([CustomerEvents.Onboarded, CustomerEvents.Onboarded, CustomerEvents.OfacChanged], own);
        Assert.Equal("Clear", (string)(await again.GetCustomerAsync(customer))["ofac"]!);
    }

    [Theory]
    [InlineData("{\"format\":1,", "is not as it should be (line 1, byte 1")]
    [InlineData("{\"format\":1,\"worlds\":[{\"agenda\":[{\"dueAt\":\"2026-01-01T00:00:00Z\",\"entry\":{}}]}]}", "$.worlds[0].agenda[0].entry: its kind is missing")]
    [InlineData("{\"checksum\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"format\":1}", "$.checksum: it is not that of the file")]
    [InlineData("{\"format\":7,\"clock\":{\"mode\":\"Real\",\"speed\":1,\"now\":\"2026-01-01T00:00:00Z\",\"machine\":\"2026-01-01T00:00:00Z\"},\"calls\":0,\"worlds\":[]}", "a newer emulator has made it")]
    public async Task A_damaged_file_is_refused_with_its_reason_and_kept(string text, string told)
    {
        await File.WriteAllTextAsync(State, text, TestContext.Current.CancellationToken);

        await using var program = Start();

        Assert.Equal(2, await program.ExitAsync());
        Assert.Contains("state.json: the state cannot be read: ", program.Output, StringComparison.Ordinal);
        Assert.Contains(told, program.Output, StringComparison.Ordinal);
        Assert.Single(program.Output.Split('\n'));
        Assert.Equal(text, await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_refused_at_the_start()
    {
        await using var program = RunningProgram.Start("CrossRiver.Emulator", _folder.FullName, "--urls", "http://127.0.0.1:0", "--state", _folder.FullName);

        Assert.Equal(2, await program.ExitAsync());
        Assert.Contains("the state cannot be written", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_another_emulator_keeps_is_refused_until_that_one_is_gone()
    {
        await using (var first = Start())
        {
            await PartnerOf(first);
            await using var second = Start();

            Assert.Equal(2, await second.ExitAsync());
            Assert.Contains("state.json: the state cannot be written: ", second.Output, StringComparison.Ordinal);
            Assert.Contains("choose another file with --state", Assert.Single(second.Output.Split('\n')), StringComparison.Ordinal);
            await first.KillAsync();
        }

        await using var third = Start();
        await PartnerOf(third);
    }

    [Fact]
    public async Task What_was_under_way_to_a_registration_that_is_gone_does_not_keep_the_file_from_being_read()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await using (var first = Start())
        {
            var partner = await PartnerOf(first);
            var registration = await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
            await partner.OnboardAsync();
            await inbox.NextAsync();
            await partner.DeleteAsync($"/webhooks/v1/registrations/{registration["id"]}");
            await first.InterruptAsync();
            Assert.Equal(0, await first.ExitAsync());
        }

        await using var second = Start();
        await PartnerOf(second);
    }

    [Fact]
    public async Task A_link_to_a_file_that_another_emulator_keeps_is_refused_and_stays_a_link()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "link.json"), State);
        await using (var first = Start())
        {
            await PartnerOf(first);
            await using var second = Start("--state", "link.json");

            Assert.Equal(2, await second.ExitAsync());
            Assert.Contains("choose another file with --state", Assert.Single(second.Output.Split('\n')), StringComparison.Ordinal);
            await first.KillAsync();
        }

        await using var third = Start("--state", "link.json");
        await PartnerOf(third);
        Assert.NotNull(new FileInfo(Path.Combine(_folder.FullName, "link.json")).LinkTarget);
    }

    [Fact]
    public async Task A_disk_that_is_full_at_the_stop_is_an_error_and_leaves_the_file_of_before()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("Only Linux has a device that is always full.");
            return;
        }

        await using var program = Start();
        var partner = await PartnerOf(program);
        var before = await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken);
        File.CreateSymbolicLink($"{State}.new", "/dev/full");
        await partner.OnboardAsync();
        await program.InterruptAsync();

        Assert.Equal(1, await program.ExitAsync());
        Assert.Contains("state.json: the state could not be written at the stop: ", program.Output.Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
        Assert.False(File.Exists($"{State}.new"));
    }

    [Fact]
    public async Task Only_its_owner_may_read_the_file()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions.");
            return;
        }

        await using var program = Start();
        await PartnerOf(program);
        await program.InterruptAsync();
        await program.ExitAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(State));
    }

    private RunningProgram Start(params IReadOnlyList<string> arguments) =>
        RunningProgram.Start("CrossRiver.Emulator", _folder.FullName, ["--urls", "http://127.0.0.1:0", "--state", "state.json", .. arguments]);

    private static async Task<Partner> PartnerOf(RunningProgram program) =>
        new(PartnerId, new HttpClient { BaseAddress = await program.UrlAsync() });

    private static async Task<List<string>> EntriesAsync(Partner partner, bool ofAll = false) =>
        [.. (await partner.GetAsync($"/_emulator/{(ofAll ? "" : $"partners/{PartnerId}/")}journal?limit=1000")).Expect(HttpStatusCode.OK)["entries"]!.AsArray().Select(entry => entry!.ToJsonString())];

    private static async Task<List<string>> MessagesAsync(Partner partner) =>
        [.. (await partner.GetAsync("/_emulator/inbox/kept/messages")).Expect(HttpStatusCode.OK)["messages"]!.AsArray().Select(message => message!.ToJsonString())];

    private static long NumberOf(string entry) => (long)JsonNode.Parse(entry)!["number"]!;

    private static async Task AdvanceAsync(Partner partner, string by) =>
        (await partner.PostAsync($"/_emulator/partners/{partner.Id}/clock/advance", new JsonObject { ["by"] = by })).Expect(HttpStatusCode.OK);

    private static async Task LoadAsync(Partner partner, CancellationToken stop)
    {
        try
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                var body = partner.Body("create-personal.request.json");
                body["clientIdentifier"] = $"load-{number}";
                using var answer = await partner.Http.PostAsJsonAsync("/core/v1/cm/customers", body, stop);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // The program was killed, or the load is over.
        }
    }
}
