using System.Reflection;
using CrossRiver.Emulator.Agents.Tools;
using CrossRiver.Emulator.Cli.Calling;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CrossRiver.Emulator.Agents.Serving;

/// <summary>Serves the tools, resources and prompts for coding agents, by the Model Context Protocol. Thread-safe.</summary>
internal sealed class AgentServer
{
    private static readonly IReadOnlyList<(Type Type, Func<ControlClient, object> Create)> ToolTypes =
    [
        (typeof(WorldTools), emulator => new WorldTools(emulator)),
        (typeof(CustomerTools), emulator => new CustomerTools(emulator)),
        (typeof(EventTools), emulator => new EventTools(emulator)),
        (typeof(SetupTools), emulator => new SetupTools(emulator)),
    ];

    private readonly McpServerPrimitiveCollection<McpServerTool> _tools = [];
    private readonly McpServerPrimitiveCollection<McpServerPrompt> _prompts = [];
    private readonly McpServerResourceCollection _resources = [];

    public AgentServer()
    {
        foreach (var (type, create) in ToolTypes)
        {
            foreach (var method in type.GetMethods().Where(method => method.GetCustomAttribute<McpServerToolAttribute>() is not null))
            {
                _tools.Add(new RefusingTool(McpServerTool.Create(method, request => create(EmulatorOf(request)))));
            }
        }

        AgentPrompts.All.ToList().ForEach(_prompts.Add);
        AgentResources.All.ToList().ForEach(_resources.Add);
    }

    /// <summary>Creates a server for one connection, or for one call.</summary>
    /// <param name="emulator">The emulator that the tools call.</param>
    public McpServer Create(ITransport transport, ControlClient emulator, ILoggerFactory? logs)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "crossriver-emulator", Version = typeof(AgentServer).Assembly.GetName().Version!.ToString(3) },
            ServerInstructions = AgentGuide.Instructions,
            ToolCollection = _tools,
            PromptCollection = _prompts,
            ResourceCollection = _resources,
            ScopeRequests = false,
        };
        return McpServer.Create(transport, options, logs, new CalledEmulator(emulator));
    }

    /// <summary>Returns the emulator that the tools of a request call.</summary>
    public static ControlClient EmulatorOf<T>(RequestContext<T> request) => (ControlClient)request.Services!.GetService(typeof(ControlClient))!;

    // The parameters of tools are all from the agent, so there is no other service.
    private sealed class CalledEmulator(ControlClient emulator) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(ControlClient) ? emulator : null;
    }
}
