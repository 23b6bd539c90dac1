using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>The routes under <c>/_emulator</c>, as the emulator itself knows them.</summary>
internal static class ControlRoutes
{
    public const string Prefix = "/_emulator";

    /// <summary>All of them, with each of their methods, but for the page; any method is a GET here.</summary>
    public static IReadOnlyList<ControlRoute> Of(RunningEmulator emulator) =>
    [
        .. from endpoint in emulator.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           where endpoint.RoutePattern.RawText!.StartsWith(Prefix, StringComparison.Ordinal) && !endpoint.RoutePattern.RawText!.StartsWith($"{Prefix}/ui", StringComparison.Ordinal)
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           select new ControlRoute(method, endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal).TrimEnd('/')),
    ];
}

/// <summary>A route and a method of it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Pattern">The path, with the names of its parameters.</param>
internal sealed record ControlRoute(string Method, string Pattern)
{
    private const string Somebody = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

    /// <summary>A path that it takes.</summary>
    public string Path => string.Join('/', Pattern.Split('/').Select(section => section switch
    {
        ['{', '*', ..] => "",
        ['{', ..] when section.Contains(".json", StringComparison.Ordinal) => "emulator.json",
        ['{', .. var name] when name.StartsWith("documentName", StringComparison.Ordinal) => "emulator",
        ['{', ..] => Somebody,
        _ => section,
    }));

    public HttpRequestMessage Request(params IReadOnlyList<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), Path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public override string ToString() => $"{Method} {Pattern}";
}
