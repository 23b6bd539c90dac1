using System.Net;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control;

public sealed class DashboardTests
{
    [Fact]
    public async Task Each_emulator_shows_its_own_jobs()
    {
        await using var busy = new RunningEmulator();
        await using var idle = new RunningEmulator();
        await using var inbox = await WebhookInbox.StartAsync();
        var (partner, other) = (busy.NewPartner(), idle.NewPartner());
        await other.GetAsync("/_emulator/health");
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await partner.OnboardAsync();
        await inbox.NextAsync();

        var page = await partner.GetAsync("/_emulator/hangfire");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("<title>Overview – CrossRiver.Emulator: attempts started</title>", page.Text, StringComparison.Ordinal);
        Assert.Contains("\"/_emulator/hangfire/stats\"", page.Text, StringComparison.Ordinal);
        await Until.HoldsAsync(async () => await CountAsync(partner, "succeeded:count") == 1);
        Assert.Equal(0, await CountAsync(other, "succeeded:count") + await CountAsync(other, "processing:count"));
        Assert.Equal(1, await CountAsync(other, "servers:count"));
    }

    [Fact]
    public async Task A_job_is_named_by_the_event_the_customer_and_the_URL_without_secrets()
    {
        await using var emulator = new RunningEmulator();
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = emulator.NewPartner();
        await partner.RegisterAsync(new Uri($"{inbox.Url}?token=s3cret"), CustomerEvents.Onboarded);
        var customer = await partner.OnboardAsync();
        await inbox.NextAsync();

        var page = "";
        await Until.HoldsAsync(async () => (page = (await partner.GetAsync("/_emulator/hangfire/jobs/succeeded")).Text).Contains("Starts an attempt", StringComparison.Ordinal));

        Assert.Contains($"Starts an attempt: {CustomerEvents.Onboarded} about customer {customer["id"]} to {inbox.Url}?token=***", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_no_place_to_look_for_what_came_of_webhooks()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(RunningProgram.Repository, "README.md"), TestContext.Current.CancellationToken);

        Assert.DoesNotContain("/_emulator/hangfire", readme, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jobs/succeeded/requeue")]
    [InlineData("jobs/enqueued/delete")]
    [InlineData("jobs/actions/requeue/1")]
    [InlineData("recurring/trigger")]
    public async Task It_changes_nothing(string action)
    {
        await using var emulator = new RunningEmulator();

        var answer = await PostFormAsync(emulator.NewPartner(), action, ("jobs[]", "1"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
    }

    [Fact]
    public async Task A_page_that_there_is_not_is_not_found()
    {
        await using var emulator = new RunningEmulator();

        Assert.Equal(HttpStatusCode.NotFound, (await emulator.NewPartner().GetAsync("/_emulator/hangfire/nothing/here")).Status);
    }

    private static async Task<int> CountAsync(Partner partner, string metric) =>
        (int)(await PostFormAsync(partner, "stats", ("metrics[]", metric))).Expect(HttpStatusCode.OK)[metric]!["intValue"]!;

    private static Task<Answer> PostFormAsync(Partner partner, string path, params (string Name, string Value)[] fields) =>
        partner.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/_emulator/hangfire/{path}")
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });
}
