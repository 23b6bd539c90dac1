using System.ComponentModel;
using ModelContextProtocol.Server;

namespace CrossRiver.Emulator.Agents.Serving;

/// <summary>Provides the prompts that a person can choose in the agent's program.</summary>
internal static class AgentPrompts
{
    public static IEnumerable<McpServerPrompt> All =>
    [
        McpServerPrompt.Create(TestWebhookHandler, new McpServerPromptCreateOptions { Name = "test-my-webhook-handler", Description = "Play stories against a webhook handler, and judge it." }),
        McpServerPrompt.Create(FindWhyNotClear, new McpServerPromptCreateOptions { Name = "why-is-this-customer-not-clear", Description = "Find what a customer waits for." }),
    ];

    private static string TestWebhookHandler([Description("The address of the handler, for example http://localhost:3000/webhooks.")] string url) =>
        $"""
        Test the webhook handler at {url} with CrossRiver.Emulator.
        1. Call status. If no registration sends to {url}, register the three events Core.Customer.Onboarded, Core.Customer.Ofac.Changed and
           Core.Customer.PepScan.Changed through the code under test, or by POST /webhooks/v1/registrations of the bank's API.
        2. Take a checkpoint. For each of clear, ofac-hit and ofac-review: create_customer, advance 5s, deliveries. In ofac-review act release, then look again.
        3. Return to the checkpoint. Repeat one story with faults: a duplicate, then a late event.
        4. Call report. For each failed rule read the entries with journal, find the cause in the handler, and propose the change.
        Show this to the user: a table of the stories with what the handler answered, the failed rules, and the proposed changes.
        """;

    private static string FindWhyNotClear([Description("The customer: id, clientIdentifier, name or last four of the tax id.")] string customer) =>
        $"""
        Find out why the customer {customer} is not clear.
        1. Call story for {customer}: see the scans, the open holds and the planned steps.
        2. If a hold is open, it waits for a person: act release or reject ends it. If a step is planned, advance to it. If nothing is planned, the
           scenario leaves the scan as it is: read it with scenarios, and the reason for its choice in the journal (kind choice).
        3. If the scan is Clear at the bank and not in the partner's code, read deliveries and the calls of the partner in the journal after the last event.
        Change nothing before the user agrees. Show this to the user: the cause in one sentence, and the one call that would let the story go on.
        """;
}
