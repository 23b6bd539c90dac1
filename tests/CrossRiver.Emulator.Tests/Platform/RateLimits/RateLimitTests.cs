using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CrossRiver.Emulator.Platform.RateLimits;

/// <summary>Contract, section 6.3: 429 and 408.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task Unless_the_settings_say_so_there_is_no_limit()
    {
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner();

        Assert.All(await CallAsync(partner, 100), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    [ContractRow("6.3 429")]
    public async Task A_partner_may_make_so_many_calls_in_a_window_and_another_as_many()
    {
        await using var emulator = Limited("Partner");
        var partner = emulator.NewPartner();
        var customer = await partner.OnboardAsync();
        await partner.RegisterAsync(new Uri("http://localhost:9/hooks"), "Core.Customer.Onboarded");
        await partner.GetAsync($"/core/v1/cm/customers/{customer["id"]}");

        var refused = await partner.GetAsync($"/core/v1/cm/customers?partnerId={partner.Id}");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("""{"errors":[{"code":2429,"message":"Too many requests; the limit is 3 in 3600 s"}]}""", refused.Text);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await partner.PostAsync("/core/v1/cm/customers", partner.Body("create-personal.request.json"))).Status);
        var evading = await partner.PostAsync($"/core/v1/cm/customers?partnerId={emulator.NewPartner().Id}", partner.Body("create-personal.request.json"));
        Assert.Equal(HttpStatusCode.TooManyRequests, evading.Status);
        Assert.Equal(429, (int)(await partner.GetJournalAsync())[^1]["statusCode"]!);
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync("/_emulator/health")).Status);
        await emulator.NewPartner().OnboardAsync();
        Assert.Equal(1, await partner.CountCustomersAsync());
    }

    [Fact]
    public async Task A_client_may_make_so_many_calls_in_a_window_and_another_as_many()
    {
        await using var emulator = Limited("Client");
        var one = emulator.NewPartner();
        await one.TakeTokenAsync("one");
        var two = emulator.NewPartner();
        await two.TakeTokenAsync("two");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], await CallAsync(one, 4));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], await CallAsync(two, 4));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], await CallAsync(emulator.NewPartner(), 4));
    }

    [Fact]
    public async Task Without_a_token_the_calls_of_all_partners_at_an_address_are_counted_together_if_clients_are()
    {
        await using var emulator = Limited("Client");
        Partner[] partners = [emulator.NewPartner(), emulator.NewPartner()];

        Assert.Equal(HttpStatusCode.OK, (await ListOwnAsync(partners[0])).Status);
        Assert.Equal(HttpStatusCode.OK, (await ListOwnAsync(partners[0])).Status);
        Assert.Equal(HttpStatusCode.OK, (await ListOwnAsync(partners[1])).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await ListOwnAsync(partners[1])).Status);
    }

    [Fact]
    public async Task A_call_that_names_no_partner_counts_for_the_partner_of_its_token()
    {
        await using var emulator = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Emulator:Limits:Requests"] = "2",
                ["Emulator:Limits:Window"] = "1h",
                ["Emulator:Tokens:Clients:0:Id"] = "bound",
                ["Emulator:Tokens:Clients:0:Secret"] = "secret",
                ["Emulator:Tokens:Clients:0:PartnerId"] = "6e80b097-693c-4592-8440-02f345335bbf",
            },
        };
        var partner = emulator.NewPartner(Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf"));
        await ListOwnAsync(partner);
        await ListOwnAsync(partner);
        await partner.TakeTokenAsync("bound");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await partner.GetAsync("/core/v1/cm/customers")).Status);
    }

    [Theory]
    [ContractRow("6.3 408")]
    [InlineData("Content-Length: 100\r\n", "{")]
    [InlineData("Transfer-Encoding: chunked\r\n", "1\r\n{\r\n")]
    [InlineData("Content-Length: 100\r\nIdempotency-Key: a\r\n", "{")]
    public async Task A_body_that_does_not_end_is_answered_408_after_half_a_minute(string headers, string beginning)
    {
        await using var emulator = new StandingEmulator();
        using var client = await ConnectAsync(emulator, $"{headers}\r\n{beginning}");

        var answer = new byte[4096];
        var reading = client.GetStream().ReadAtLeastAsync(answer, 12, throwOnEndOfStream: false, TestContext.Current.CancellationToken).AsTask();
        var sentAt = emulator.Clock.GetUtcNow();
        await Until.HoldsAsync(() => reading.IsCompleted, () => emulator.Clock.Advance(TimeSpan.FromSeconds(1)));

        // The clock goes on while the answer is on its way; that a body is read till the last second is another test's.
        Assert.True(emulator.Clock.GetUtcNow() - sentAt >= TimeSpan.FromSeconds(30));

        var text = Encoding.ASCII.GetString(answer);
        Assert.StartsWith("HTTP/1.1 408 ", text, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_ends_in_the_last_second_is_read()
    {
        await using var emulator = new StandingEmulator();
        using var client = await ConnectAsync(emulator, "Content-Length: 2\r\n\r\n{");

        emulator.Clock.Advance(TimeSpan.FromSeconds(29));
        await client.GetStream().WriteAsync("}"u8.ToArray(), TestContext.Current.CancellationToken);

        var answer = new byte[4096];
        var length = await client.GetStream().ReadAtLeastAsync(answer, 12, throwOnEndOfStream: false, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 400 ", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
    }

    private static async Task<TcpClient> ConnectAsync(StandingEmulator emulator, string rest)
    {
        var address = emulator.NewPartner().Http.BaseAddress!;
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST /core/v1/cm/customers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{rest}"),
            TestContext.Current.CancellationToken);

        return client;
    }

    private static StandingEmulator Limited(string per) => new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Emulator:Limits:Requests"] = "3",
            ["Emulator:Limits:Window"] = "01:00:00",
            ["Emulator:Limits:Per"] = per,
        },
    };

    private static Task<Answer> ListOwnAsync(Partner partner) => partner.GetAsync($"/core/v1/cm/customers?partnerId={partner.Id}");

    private static async Task<IReadOnlyList<HttpStatusCode>> CallAsync(Partner partner, int times)
    {
        var statuses = new List<HttpStatusCode>();
        while (statuses.Count < times)
        {
            statuses.Add((await partner.GetAsync("/core/v1/cm/customers")).Status);
        }

        return statuses;
    }
}
