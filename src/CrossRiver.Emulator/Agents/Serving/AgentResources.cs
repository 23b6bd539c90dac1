using System.Net.Mime;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CrossRiver.Emulator.Agents.Serving;

/// <summary>Provides the documents that an agent can read.</summary>
internal static class AgentResources
{
    public static IEnumerable<McpServerResource> All =>
    [
        McpServerResource.Create(
            (RequestContext<ReadResourceRequestParams> request, CancellationToken end) =>
                AgentServer.EmulatorOf(request).SendForTextAsync(HttpMethod.Get, "/schema/scenario.json", body: null, end),
            new McpServerResourceCreateOptions
            {
                UriTemplate = "emulator://schema/scenario", Name = "scenario-schema", Description = "The JSON schema of scenario files.", MimeType = MediaTypeNames.Application.Json,
            }),
        Document("errors", "All errors of the bank's API and of the control API, with codes and what to do."),
        Document("webhooks", "The contract of webhooks: registrations, bodies, signature, retries, order."),
    ];

    private static McpServerResource Document(string name, string description) => McpServerResource.Create(
        () => Read(name),
        new McpServerResourceCreateOptions { UriTemplate = $"emulator://docs/{name}", Name = name, Description = description, MimeType = "text/markdown" });

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(AgentResources).Assembly.GetManifestResourceStream($"docs/{name}.md")!);
        return reader.ReadToEnd();
    }
}
