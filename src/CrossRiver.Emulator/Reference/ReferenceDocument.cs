namespace CrossRiver.Emulator.Reference;

/// <summary>Represents one of the two documents of the reference, with its title and the groups of its operations.</summary>
internal sealed record ReferenceDocument
{
    private const string Tolerance =
        "Paths, names of members and enumerations are taken in any casing; a member that is null is the same as one that is not sent, and one that is not documented is taken. " +
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
        Text = "What is ours and not the bank's: everything under `/_emulator`. Every partner id is a world of its own; as long as there is only one, `/partners/{partnerId}` " +
            "can be left out of a path. No token is needed here; if `Emulator:Control:Key` is set, the header `X-Emulator-Key` is, else 401. Pages of other sites are refused: 403.",
        Tags =
        [
            ("Status", "Whether the emulator can be used."),
            ("Worlds", "See which worlds there are, begin one anew, keep it, go back to it or end it."),
            ("Clock", "How time passes in a world: as the machine's, only when it is advanced, or by jumps to what is due next."),
            ("Wait", "Wait until something has happened, instead of sleeping."),
            ("Journal", "What happened, in order and without secrets: read, follow, check or take it away."),
            ("Report", "How well a partner's integration behaves, judged by the journal."),
            ("Scenarios", "Which stories there are, which ones customers to come get, and what they are written in."),
            ("Stories", "One customer's story: what came and is to come, what people at the bank do, and what a tester decides, hurries, drops or postpones."),
            ("Faults", "What goes wrong with calls on purpose: rules that you give a world, and conditions, which are weather for all of it."),
            ("Deliveries", "What was sent to a partner, what came of it, and what signs it."),
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

    public static ReferenceDocument Find(string name) => name == Bank.Name ? Bank : Emulator;
}
