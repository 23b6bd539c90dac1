namespace CrossRiver.Emulator.Reference;

/// <summary>Represents one of the two documents of the reference, with its title and the groups of its operations.</summary>
internal sealed record ReferenceDocument
{
    private const string Tolerance =
        "Paths, names of members and enumerations are read in any casing; a null member is the same as an absent one, and unknown members are accepted. " +
        "In answers, what has no value is left out.";

    /// <summary>Gets the document of the bank's routes.</summary>
    public static ReferenceDocument Bank { get; } = new()
    {
        Name = "bank",
        Title = "Cross River customer onboarding, emulated",
        Version = "v1",
        Text = "The routes of customer management and webhooks in Cross River's API (COS), as this emulator answers them. It is not made, checked or " +
            $"supported by Cross River Bank; which of it is known and which is assumed, `docs/fidelity.md` says line by line.\n\n{Tolerance}",
        TakesToken = true,
    };

    /// <summary>Gets the document of the routes under <c>/_emulator</c>.</summary>
    public static ReferenceDocument Emulator { get; } = new()
    {
        Name = "emulator",
        Title = "Control of the emulator",
        Version = "v1",
        Text = "Everything under `/_emulator` is the emulator's and not the bank's. Every partner id is a separate world; as long as there is only one, `/partners/{partnerId}` " +
            "can be left out of a path. No token is needed here; if `Emulator:Control:Key` is set, the header `X-Emulator-Key` is, else 401. Pages of other sites are refused: 403.",
        Tags =
        [
            ("Status", "Whether the emulator can be used."),
            ("Worlds", "See which worlds there are, begin one anew, keep it, go back to it or end it."),
            ("Clock", "The clock of a world: real, only advanced by calls, or jumping to the next entry that is due."),
            ("Wait", "Wait until something has happened, instead of sleeping."),
            ("Journal", "The journal: everything that happened, in order and without secrets."),
            ("Report", "The report card of a partner's integration, judged by the journal, and the coverage of all that ran."),
            ("Scenarios", "The scenarios, the next customers' scenarios, and the format of the files."),
            ("Stories", "One customer's story: its past and planned steps, the actions of people at the bank, and steps that a tester decides, runs, skips or delays."),
            ("Faults", "Faults on purpose: rules that you give a world, and conditions, which apply to all its calls."),
            ("Deliveries", "The deliveries to a partner, their attempts, and the signing secret."),
            ("Inbox", "Receivers of webhooks that the emulator itself has, for a first try without one."),
            ("Test data", "Customers that simply exist, and bodies to send."),
        ],
    };

    /// <summary>Gets the name in the path of the document.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>Gets the version of the API in its paths.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the text about all operations, in Markdown.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the groups of operations, in the order of the document. The groups that routes describe follow.</summary>
    public IReadOnlyList<(string Name, string Text)> Tags { get; init; } = [];

    /// <summary>Gets whether the operations take a token.</summary>
    public bool TakesToken { get; init; }

    public static IReadOnlyList<ReferenceDocument> All { get; } = [Bank, Emulator];

    public static ReferenceDocument Find(string name) => name == Bank.Name ? Bank : Emulator;
}
