using System.Net;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>What faults do to connections, seen from the other end of a plain socket.</summary>
public sealed class ConnectionFaultsTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task Without_a_rule_the_answer_comes_whole_and_the_connection_ends_in_peace()
    {
        var call = await RawCall.MakeAsync(_partner, "POST", WorldWithFaults.Customers, _partner.Create("a"));

        Assert.False(call.IsReset);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", call.Text, StringComparison.Ordinal);
        Assert.EndsWith("}", call.Text.TrimEnd('\r', '\n', '0'), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task A_reset_before_the_answer_is_a_reset_without_a_byte(string applied, int customers)
    {
        await _partner.AddFaultAsync($$"""{ "call": "customers.create", "connection": "reset-before-answer", "applied": {{applied}} }""");

        var call = await RawCall.MakeAsync(_partner, "POST", WorldWithFaults.Customers, _partner.Create("a"));

        Assert.Equal(new RawCall("", IsReset: true), call);
        Assert.Equal(customers, await _partner.CountCustomersAsync());
        Assert.Equal(["customers.create: connection reset-before-answer by faults/1"], await _partner.GetFaultsAsync());
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task An_empty_answer_is_an_end_in_peace_without_a_byte(string applied, int customers)
    {
        await _partner.AddFaultAsync($$"""{ "call": "customers.create", "connection": "empty", "applied": {{applied}} }""");

        var call = await RawCall.MakeAsync(_partner, "POST", WorldWithFaults.Customers, _partner.Create("a"));

        Assert.Equal(new RawCall("", IsReset: false), call);
        Assert.Equal(customers, await _partner.CountCustomersAsync());
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_the_body_comes_after_half_of_the_real_answer()
    {
        var customer = await _partner.OnboardAsync();
        await _partner.AddFaultAsync("""{ "call": "customers.get", "connection": "reset-mid-body" }""");

        var call = await RawCall.MakeAsync(_partner, "GET", $"{WorldWithFaults.Customers}/{customer["id"]}");

        var parts = call.Text.Split("\r\n\r\n");
        var length = int.Parse(parts[0].Split("Content-Length: ")[1].Split("\r\n")[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(call.IsReset);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", call.Text, StringComparison.Ordinal);
        Assert.Contains($"\"id\":\"{customer["id"]}\"", parts[1], StringComparison.Ordinal);
        Assert.Equal(length / 2, parts[1].Length);
    }

    [Theory]
    [InlineData("true", 1, "HTTP/1.1 200 OK")]
    [InlineData("false", 0, "HTTP/1.1 500 Internal Server Error")]
    public async Task A_write_whose_answer_breaks_off_is_done_or_not_as_the_rule_says(string applied, int customers, string begins)
    {
        await _partner.AddFaultAsync($$"""{ "call": "customers.create", "connection": "reset-mid-body", "applied": {{applied}} }""");

        var call = await RawCall.MakeAsync(_partner, "POST", WorldWithFaults.Customers, _partner.Create("a"));

        Assert.True(call.IsReset);
        Assert.StartsWith(begins, call.Text, StringComparison.Ordinal);
        Assert.Equal(customers, await _partner.CountCustomersAsync());
    }

    [Fact]
    public async Task An_answer_without_a_body_that_breaks_off_is_no_answer()
    {
        var registration = await _partner.RegisterAsync(new Uri("http://localhost:9/"), "Core.Customer.Onboarded");
        await _partner.AddFaultAsync("""{ "call": "registrations.delete", "connection": "reset-mid-body", "applied": true }""");

        var call = await RawCall.MakeAsync(_partner, "DELETE", $"/webhooks/v1/registrations/{registration["id"]}");

        Assert.Equal(new RawCall("", IsReset: true), call);
        Assert.Equal(0, await _partner.CountRegistrationsAsync());
    }

    [Fact]
    public async Task An_answer_that_breaks_off_has_the_headers_of_its_rule()
    {
        var customer = await _partner.OnboardAsync();
        await _partner.AddFaultAsync("""{ "call": "customers.get", "connection": "reset-mid-body", "headers": { "X-Mine": "1" } }""");

        var call = await RawCall.MakeAsync(_partner, "GET", $"{WorldWithFaults.Customers}/{customer["id"]}");

        Assert.Contains("\r\nX-Mine: 1\r\n", call.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("reset-before-answer", true)]
    [InlineData("reset-mid-body", true)]
    [InlineData("empty", false)]
    public async Task Connections_end_over_tls_as_they_do_without(string? connection, bool isReset)
    {
        await using var https = new RunningEmulator { Settings = new Dictionary<string, string?> { ["Emulator:Https:Enabled"] = "true", ["Emulator:Https:Port"] = "0" } };
        var partner = https.NewPartner();
        var path = $"{WorldWithFaults.Customers}/{(await partner.OnboardAsync())["id"]}";
        if (connection is not null)
        {
            await partner.AddFaultAsync($$"""{ "call": "customers.get", "connection": "{{connection}}" }""");
        }

        var call = await RawCall.MakeOverTlsAsync(https.Url("https"), "GET", path);

        Assert.Equal(isReset, call.IsReset);
        Assert.Equal(connection is null, call.IsWhole);
        Assert.True(connection is not ("reset-before-answer" or "empty") || call.Text is "");
    }

    [Fact]
    public async Task A_call_that_hangs_gets_no_byte_and_holds_up_nobody_else_until_its_caller_leaves()
    {
        var customer = await _partner.OnboardAsync();
        await _partner.AddFaultAsync("""{ "call": "customers.get", "which": 1, "hang": true }""");

        using (var socket = await RawCall.SendAsync(_partner, "GET", $"{WorldWithFaults.Customers}/{customer["id"]}"))
        {
            await WaitForAsync("fault");
            await _partner.GetCustomerAsync(customer);
            await _partner.WhenIdleAsync();
            Assert.Equal(0, socket.Available);
        }

        // It is over only now that the caller has left.
        var answer = await _partner.PostTextAsync($"/_emulator/partners/{_partner.Id}/wait", """{ "until": "call", "match": { "operation": "customers.get", "statusCode": 444 }, "timeout": "10s" }""");
        answer.Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_call_that_hangs_ends_with_the_emulator()
    {
        Task<RawCall> call;
        await using (var stopping = new RunningEmulator())
        {
            var partner = stopping.NewPartner();
            await partner.AddFaultAsync("""{ "call": "customers.create", "hang": true, "applied": false }""");
            call = RawCall.MakeAsync(partner, "POST", WorldWithFaults.Customers, partner.Create("a"));
            await Until.HoldsAsync(async () => await partner.GetFaultsAsync() is not []);
        }

        Assert.Equal("", (await call.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Text);
    }

    private Task WaitForAsync(string kind) => Until.HoldsAsync(async () => (await _partner.GetJournalAsync()).Any(entry => (string)entry["kind"]! == kind));
}
