using System.Net.Mime;
using CrossRiver.Emulator.Cli.Calling;
using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CrossRiver.Emulator.Agents.Serving;

/// <summary>Provides the routes for coding agents: the guide, and the tools by stateless streamable HTTP.</summary>
internal static class McpEndpoint
{
    private const string Bearer = "Bearer ";

    public static IServiceCollection AddAgents(this IServiceCollection services) => services.AddSingleton<InnerCalls>().AddSingleton<AgentServer>();

    /// <summary>Takes the pipeline for the calls of tools. Call before all other parts of it.</summary>
    public static void UseAgents(this IApplicationBuilder app) => app.ApplicationServices.GetRequiredService<InnerCalls>().Use(app);

    public static void MapAgents(this LazyRoutes routes)
    {
        var agents = routes.Group(ControlRoutes.Prefix).ExcludeFromDescription();
        agents.Get("/llms.txt", GetGuide).WithMetadata(ControlAccess.WithoutKey);
        agents.Builder.MapPost("/mcp", AnswerAsync).ExcludeFromDescription();
    }

    private static ContentHttpResult GetGuide() => TypedResults.Text(AgentGuide.Text, MediaTypeNames.Text.Plain, Encoding.UTF8);

    // Not asynchronous: the framework reads the attributes of a handler, and an asynchronous method's load the library at the start.
    private static Task AnswerAsync(HttpContext context) => AnswerMessageAsync(context);

    private static async Task AnswerMessageAsync(HttpContext context)
    {
        if (await FindMessageAsync(context) is not { } message)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { jsonrpc = "2.0", id = (string?)null, error = new { code = -32700, message = "The body is no message of JSON-RPC 2.0" } });
            return;
        }

        var services = context.RequestServices;
        var address = new Uri($"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}");
        using var calls = services.GetRequiredService<InnerCalls>().Of(context);
        using var emulator = new ControlClient(address, KeyOf(context.Request), calls);
        await using var transport = new StreamableHttpServerTransport { Stateless = true };
        await using var server = services.GetRequiredService<AgentServer>().Create(transport, emulator, logs: null);
        var running = server.RunAsync(context.RequestAborted);
        context.Response.ContentType = MediaTypeNames.Text.EventStream;
        context.Response.Headers.CacheControl = "no-cache, no-store";
        if (!await transport.HandlePostRequestAsync(message, context.Response.Body, context.RequestAborted))
        {
            context.Response.ContentType = null;
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }

        await transport.DisposeAsync();
        await running;
    }

    private static async Task<JsonRpcMessage?> FindMessageAsync(HttpContext context)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonRpcMessage>((await TextBody.ReadUncheckedAsync(context)).Span, ModelContextProtocol.McpJsonUtilities.DefaultOptions);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? KeyOf(HttpRequest request) =>
        request.Headers["X-Emulator-Key"].ToString() is { Length: > 0 } key ? key
        : request.Headers.Authorization.ToString() is var sent && sent.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? sent[Bearer.Length..]
        : null;
}
