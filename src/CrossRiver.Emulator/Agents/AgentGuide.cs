namespace CrossRiver.Emulator.Agents;

/// <summary>Provides the guide for coding agents: one short text, at <c>/_emulator/llms.txt</c>, in <c>docs/agents.md</c> and in the skill file.</summary>
internal static class AgentGuide
{
    /// <summary>The instructions that a client of the Model Context Protocol gets.</summary>
    public const string Instructions =
        "A local stand-in for customer onboarding at Cross River Bank. A world is all that one partner has; leave partnerId out if there is one. Begin with status. " +
        "create_customer starts a story; story shows its past and plan; advance lets time pass; act does what the bank's staff does; deliveries, journal and report show what " +
        "the partner's code did. A refusal says what to write instead.";

    /// <summary>The guide, in Markdown.</summary>
    public const string Text =
        """
        # CrossRiver.Emulator

        > A local stand-in for customer onboarding at Cross River Bank: the bank's routes, tokens, errors and signed webhooks, with scripted results and a clock that you move.

        Start it: `crossriver-emulator --clock manual` (or `docker run -p 5080:8080 crossriver-emulator`). It listens on http://localhost:5080.
        Point the code under test at that address instead of the bank's. Any partner id is a world of its own; nothing has to be set up.

        ## Commands

        ```sh
        crossriver-emulator wait ready
        crossriver-emulator new ofac-review        # creates a customer, prints its id
        crossriver-emulator show CUSTOMER          # its story: past, now, planned
        crossriver-emulator advance 48h            # lets time pass, with all webhooks
        crossriver-emulator release CUSTOMER       # ends a review; or reject
        crossriver-emulator webhooks --failed      # what the code under test did not take
        crossriver-emulator report                 # judges the code under test
        crossriver-emulator checkpoint before      # and: return before
        crossriver-emulator --help                 # all commands; COMMAND --help for one
        ```

        CUSTOMER is an id, a clientIdentifier, a name or the last four digits of a tax id.
        Scenarios: clear, ofac-review, ofac-hit, pep-hit, both-hit, stuck-pending and more (`crossriver-emulator scenarios`).
        A create chooses one by the header `X-Emulator-Scenario: ofac-hit`.

        ## Four doors

        - Commands, as above; `--json` prints what machines read.
        - HTTP: the bank's routes under `/core/v1` and `/webhooks/v1`; control under `/_emulator` (`/_emulator/openapi.json`).
        - .NET tests: the package CrossRiver.Emulator.Testing runs it in the test process.
        - MCP: `crossriver-emulator mcp` (stdio) or `POST http://localhost:5080/_emulator/mcp`; begin with the tool `status`.

        ## Rules

        - Never sleep: `advance` or `wait` return when all webhooks have their answers.
        - A refusal says what is wrong and what to write; read it before you try again.
        - People look at http://localhost:5080/_emulator/ui.

        ## More

        `docs/getting-started.md`, `docs/scenarios.md`, `docs/webhooks.md`, `docs/faults.md`, `docs/errors.md`, `docs/fidelity.md` (what is known of the bank and what is assumed).

        """;

    /// <summary>The skill file: the guide behind the name and the description by which an agent finds it.</summary>
    public const string Skill =
        $"""
        ---
        name: crossriver-emulator
        description: Run and drive a local stand-in for Cross River Bank's customer onboarding API (COS). Use it to test code that creates customers, receives the bank's webhooks or opens accounts.
        ---

        {Text}
        """;
}
