namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>The person whose create the page proposes: one of the family of the bank's tutorial.</summary>
/// <remarks>An invented person costs 16 MB and a tenth of a second in a new process, so the page invents one only if the reader asks for it.</remarks>
internal static class ProposedPerson
{
    private const int FirstTaxId = 119_988_776;
    private const int TaxIds = 1000;

    private static readonly string[] FirstNames = ["Peter", "Lois", "Meg", "Chris", "Stewie"];

    /// <summary>Returns the body of a create.</summary>
    /// <param name="partnerId">The partner.</param>
    /// <param name="number">The number of the customer in the world, from 1.</param>
    public static string Body(Guid partnerId, int number) => $$"""
        {
          "partnerId": "{{partnerId}}",
          "name": { "firstName": "{{FirstNames[(number - 1) % FirstNames.Length]}}", "lastName": "Griffin" },
          "classification": "Personal",
          "profile": {
            "regO": false,
            "politicallyExposedPerson": false,
            "taxIdType": "Ssn",
            "taxId": "{{FirstTaxId + ((number - 1) % TaxIds)}}",
            "birthDate": "1953-09-22",
            "riskRating": "Low"
          }
        }
        """;
}
