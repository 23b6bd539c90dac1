using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PartnerApp.Bank;
using PartnerApp.Webhooks;

namespace PartnerApp;

/// <summary>The partner app, running on a free port, as the partner of one world.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly PartnerWorld _partner;
    private readonly WebApplication _app;
    private readonly BankTime _time;
    private readonly HttpClient _browser;

    private RunningApp(PartnerWorld partner, WebApplication app, BankTime time)
    {
        _partner = partner;
        _app = app;
        _time = time;
        _browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public Uri Webhooks => new(_browser.BaseAddress!, WebhookEndpoints.Path);

    /// <summary>What a person's browser does.</summary>
    public HttpClient Browser => _browser;

    /// <summary>Starts the app; it has registered with the bank when this completes.</summary>
    /// <param name="partner">Whose app it is.</param>
    /// <param name="book">Where it keeps customers, if not in the book of the app.</param>
    /// <param name="answersFirst">
    /// Whether webhooks are answered before the customer is read, as the app does. A clock by hand goes on with the answer; so that every run is the
    /// same, tests let it wait for the read, too.
    /// </param>
    public static async Task<RunningApp> StartAsync(PartnerWorld partner, CustomerBook? book = null, bool answersFirst = false)
    {
        var time = new BankTime();
        string[] settings =
        [
            "--urls=http://127.0.0.1:0",
            $"--Bank:Url={partner.BaseAddress}",
            $"--Bank:ClientId={partner.Credentials.ClientId}",
            $"--Bank:ClientSecret={partner.Credentials.ClientSecret}",
            $"--Partner:Id={partner.PartnerId}",
            "--Logging:LogLevel:Default=None",
        ];
        var app = PartnerApplication.Create(settings, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.AddSingleton(book ?? new CustomerBook());
        });
        if (!answersFirst)
        {
            app.Use(async (context, next) =>
            {
                await next(context);
                await app.Services.GetRequiredService<Rereads>().FinishAsync();
            });
        }

        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new RunningApp(partner, app, time);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fills in the form as a person does, and sends it.</summary>
    /// <returns>The customer's identifier at the bank.</returns>
    public async Task<Guid> OnboardAsync(string firstName = "Peter")
    {
        using var answer = await SendAsync(await TakeFormAsync(firstName));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);

        return Guid.Parse($"{answer.Headers.Location}".Split('/')[^1], CultureInfo.InvariantCulture);
    }

    /// <summary>Takes a form, and fills it in.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TakeFormAsync(string firstName = "Peter")
    {
        var page = await _browser.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        var key = Regex.Match(page, "name=\"Key\" value=\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["key"].Value;

        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Key"] = key,
            ["FirstName"] = firstName,
            ["LastName"] = "Griffin",
            ["BirthDate"] = "1953-09-22",
            ["TaxId"] = "119988776",
        };
    }

    /// <summary>Sends a form.</summary>
    public async Task<HttpResponseMessage> SendAsync(IReadOnlyDictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await _browser.PostAsync(new Uri("/customers", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    /// <summary>Lets the hour come at which the app looks at everybody. It passes at the bank, too: to ask again at the same moment would be to poll.</summary>
    public async Task SweepAsync()
    {
        await FinishAsync();
        await _partner.AdvanceAsync(Rereads.BetweenSweeps, TestContext.Current.CancellationToken);
        _time.Tick();
        await FinishAsync();
    }

    /// <summary>What the app knows of a customer, when it has read everything that it was told to read.</summary>
    public async Task<BankCustomer> KnownAsync(Guid customerId) =>
        (await AllKnownAsync()).SingleOrDefault(customer => customer.Id == customerId) ?? throw new InvalidOperationException($"The app does not know customer {customerId}.");

    /// <summary>All whom the app knows, when it has read everything that it was told to read.</summary>
    public async Task<IReadOnlyList<BankCustomer>> AllKnownAsync()
    {
        await FinishAsync();
        return [.. _app.Services.GetRequiredService<CustomerBook>().All];
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private Task FinishAsync() => _app.Services.GetRequiredService<Rereads>().FinishAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
