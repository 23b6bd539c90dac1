using CrossRiver.Emulator.Clients.NSwag.Bank;
using CrossRiver.Emulator.Clients.NSwag.Emulator;

namespace CrossRiver.Emulator.Clients;

/// <summary>Onboards a person and a business and registers for an event, with clients that NSwag makes of docs/openapi.</summary>
internal static class NSwagClient
{
    public static async Task OnboardAsync(Uri address, Guid partnerId)
    {
        using var http = new HttpClient { BaseAddress = address };
        var bank = new BankClient(http);
        var emulator = new EmulatorClient(http);

        var person = await bank.CreateCustomerAsync("ofac-review", idempotency_key: null, new NSwag.Bank.CreateCustomerRequest
        {
            PartnerId = partnerId,
            Classification = NSwag.Bank.CreateCustomerRequestClassification.Personal,
            Name = new() { FirstName = "Peter", LastName = "Griffin" },
            Profile = new() { TaxIdType = NSwag.Bank.ProfileTaxIdType.Ssn, TaxId = "119988776", RiskRating = NSwag.Bank.ProfileRiskRating.Low },
        });
        var business = await bank.CreateCustomerAsync(x_Emulator_Scenario: null, idempotency_key: null, new NSwag.Bank.CreateCustomerRequest
        {
            PartnerId = partnerId,
            Classification = NSwag.Bank.CreateCustomerRequestClassification.Business,
            Name = new() { EntityName = "Pawtucket Brewery" },
            Profile = new() { TaxIdType = NSwag.Bank.ProfileTaxIdType.Ein, TaxId = "964391602", RiskRating = NSwag.Bank.ProfileRiskRating.Low },
        });
        var registration = await bank.CreateRegistrationAsync(idempotency_key: null, new CreateRegistrationRequest
        {
            PartnerId = partnerId,
            EventName = CreateRegistrationRequestEventName.Core_Customer_Onboarded,
            Type = CreateRegistrationRequestType.Poll,
        });
        var journal = await emulator.GetJournalAsync(partnerId, kind: null, customer: null, @event: null, by: null, since: null, after: null, limit: null);

        Console.WriteLine($"{person.Classification} {person.Name.FullName}");
        Console.WriteLine($"{business.Classification} {business.Name.EntityName}");
        Console.WriteLine($"{registration.Type} {registration.EventName}");
        Console.WriteLine(await RefusalAsync(bank, partnerId));
        Console.WriteLine($"{journal.Entries.OfType<CallEntry>().Count(call => call is { StatusCode: 200, Operation: "customers.create" })} {journal.Entries.OfType<ChoiceEntry>().First().Scenario}");
    }

    private static async Task<string> RefusalAsync(BankClient bank, Guid partnerId)
    {
        try
        {
            await bank.CreateRegistrationAsync(idempotency_key: null, new CreateRegistrationRequest { PartnerId = partnerId, EventName = CreateRegistrationRequestEventName.Core_Customer_Ofac_Changed });
            return "";
        }
        catch (NSwag.Bank.ApiException<NSwag.Bank.ApiErrorBody> refused)
        {
            return $"{refused.StatusCode} {string.Join(',', refused.Result.Errors.Select(error => error.Message))}";
        }
    }
}
