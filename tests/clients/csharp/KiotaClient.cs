using CrossRiver.Emulator.Clients.Kiota.Bank;
using CrossRiver.Emulator.Clients.Kiota.Bank.Models;
using CrossRiver.Emulator.Clients.Kiota.Emulator;
using CrossRiver.Emulator.Clients.Kiota.Emulator.Models;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace CrossRiver.Emulator.Clients;

/// <summary>Onboards a person and a business and registers for an event, with clients that Kiota makes of docs/openapi.</summary>
internal static class KiotaClient
{
    public static async Task OnboardAsync(Uri address, Guid partnerId)
    {
        using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider()) { BaseUrl = address.OriginalString.TrimEnd('/') };
        var bank = new BankClient(adapter);
        var emulator = new EmulatorClient(adapter);

        var person = await bank.Core.V1.Cm.Customers.PostAsync(
            new Kiota.Bank.Models.CreateCustomerRequest
            {
                PartnerId = partnerId,
                Classification = Kiota.Bank.Models.CreateCustomerRequest_classification.Personal,
                Name = new() { FirstName = "Peter", LastName = "Griffin" },
                Profile = new()
                {
                    RegO = false,
                    PoliticallyExposedPerson = false,
                    TaxIdType = Kiota.Bank.Models.CreateCustomerRequest_profile_taxIdType.Ssn,
                    TaxId = "119988776",
                    RiskRating = Kiota.Bank.Models.CreateCustomerRequest_profile_riskRating.Low,
                },
            },
            call => call.Headers.Add("X-Emulator-Scenario", "ofac-review"));
        var business = await bank.Core.V1.Cm.Customers.PostAsync(new Kiota.Bank.Models.CreateCustomerRequest
        {
            PartnerId = partnerId,
            Classification = Kiota.Bank.Models.CreateCustomerRequest_classification.Business,
            Name = new() { EntityName = "Pawtucket Brewery" },
            Profile = new()
            {
                TaxIdType = Kiota.Bank.Models.CreateCustomerRequest_profile_taxIdType.Ein,
                TaxId = "964391602",
                RiskRating = Kiota.Bank.Models.CreateCustomerRequest_profile_riskRating.Low,
            },
        });
        var registration = await bank.Webhooks.V1.Registrations.PostAsync(new CreateRegistrationRequest
        {
            PartnerId = partnerId,
            EventName = CreateRegistrationRequest_eventName.CoreCustomerOnboarded,
            Type = CreateRegistrationRequest_type.Poll,
        });
        var journal = await emulator.Emulator.Partners[partnerId].Journal.GetAsync();

        Console.WriteLine($"{person!.Classification} {person.Name!.FullName}");
        Console.WriteLine($"{business!.Classification} {business.Name!.EntityName}");
        Console.WriteLine($"{registration!.Type} {registration.EventName}");
        Console.WriteLine(await RefusalAsync(bank, partnerId));
        Console.WriteLine($"{journal!.Entries!.OfType<CallEntry>().Count(call => call is { StatusCode: 200, Operation: "customers.create" })} {journal.Entries!.OfType<ChoiceEntry>().First().Scenario}");
    }

    private static async Task<string> RefusalAsync(BankClient bank, Guid partnerId)
    {
        try
        {
            await bank.Webhooks.V1.Registrations.PostAsync(new CreateRegistrationRequest { PartnerId = partnerId, EventName = CreateRegistrationRequest_eventName.CoreCustomerOfacChanged });
            return "";
        }
        catch (Kiota.Bank.Models.ApiErrorBody refused)
        {
            return $"{refused.ResponseStatusCode} {string.Join(',', refused.Errors!.Select(error => error.Message))}";
        }
    }
}
