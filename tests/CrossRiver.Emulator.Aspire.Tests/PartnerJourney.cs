using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Aspire;

/// <summary>A person in front of the sample app, and the bank's two days afterwards.</summary>
internal sealed partial class PartnerJourney : IDisposable
{
    private readonly DistributedApplication _application;
    private readonly HttpClient _browser;

    public PartnerJourney(DistributedApplication application)
    {
        _application = application;
        _browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = application.GetEndpoint(RunningAppHost.App) };
    }

    /// <summary>The webhooks of an onboarding when the app has accepted them: it answers 401 to a wrong password or signature.</summary>
    public static (string?, int?)[] Taken { get; } = [("Core.Customer.Onboarded", 200), ("Core.Customer.PepScan.Changed", 200), ("Core.Customer.Ofac.Changed", 200)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Fills in the form of the app, and lets two days pass at the bank.</summary>
    /// <returns>The bank's calls to the app about this customer.</returns>
    public async Task<IReadOnlyList<JournalEntry>> OnboardAsync()
    {
        var partner = _application.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<CrossRiverPartnerResource>().Single(partner => partner.Name is RunningAppHost.Onboarding);
        await using var bank = await EmulatorServer.ConnectAsync(_application.GetEndpoint(RunningAppHost.Bank), cancellationToken: Stop);
        var world = bank.OpenPartner(partner.PartnerId);
        var customerId = await SendFormAsync();
        await world.AdvanceAsync("48h", Stop);
        return await world.JournalAsync(customerId, "attempt", Stop);
    }

    public void Dispose() => _browser.Dispose();

    private async Task<Guid> SendFormAsync()
    {
        var page = await _browser.GetStringAsync(new Uri("/", UriKind.Relative), Stop);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Key"] = Key().Match(page).Groups["key"].Value,
            ["FirstName"] = "Peter",
            ["LastName"] = "Griffin",
            ["BirthDate"] = "1953-09-22",
            ["TaxId"] = "119988776",
        });
        using var answer = await _browser.PostAsync(new Uri("/customers", UriKind.Relative), form, Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return Guid.Parse($"{answer.Headers.Location}".Split('/')[^1], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("name=\"Key\" value=\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}
