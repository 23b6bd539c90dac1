using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Page.Journeys;

/// <summary>An emulator whose time passes only when a person says so, and a person at its page.</summary>
[Trait("lane", "slow")]
public abstract class Journey(Chromium browser) : IAsyncDisposable
{
    protected RunningEmulator Emulator { get; } = new() { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Clock:Mode"] = "Manual" } };

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Emulator.DisposeAsync();
    }

    /// <summary>Opens the front of the page.</summary>
    protected async Task<Person> VisitAsync(bool withScript = true)
    {
        var person = new Person(await browser.OpenAsync(Emulator.Url("http"), withScript), withScript);
        await person.OpenAsync("");
        return person;
    }

    /// <summary>Makes a partner that has registered for events with the built-in inbox of a name.</summary>
    protected async Task<Partner> PartnerWithInboxAsync(string inbox, params IReadOnlyList<string> eventNames)
    {
        var partner = Emulator.NewPartner();
        await partner.RegisterAsync(new Uri(Emulator.Url("http"), $"/_emulator/inbox/{inbox}"), eventNames);
        return partner;
    }

    /// <summary>Makes a partner with a customer in review.</summary>
    protected async Task<(Partner Partner, JsonObject Customer)> ReviewAsync()
    {
        var partner = await PartnerWithInboxAsync("mine", "Core.Customer.Ofac.Changed");
        var customer = await partner.OnboardAsync(scenario: "ofac-review");
        await partner.AdvanceAsync("3s");
        return (partner, customer);
    }
}
