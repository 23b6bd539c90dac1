using CrossRiver.Emulator.Cli.Comparing.Reading;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossRiver.Emulator.Cli.Comparing.Replaying;

/// <summary>Distinguishes the calls of the bank's API that an emulator has from all others.</summary>
internal sealed class BankRoutes
{
    private const int WordsOfModule = 2;

    // Browsers add calls with other methods, and so do clients of proxies.
    private static readonly HttpMethod[] Methods = [HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete];

    private readonly HashSet<string> _words;
    private readonly HashSet<string> _modules;

    public BankRoutes(ModuleCatalog modules)
    {
        var routes = DeclaredRoutes.Of(modules.MapRoutes)
            .Where(endpoint => endpoint.Metadata.GetMetadata<BankEndpoint>() is not null)
            .Select(endpoint => endpoint.RoutePattern.PathSegments.Select(WordOf).ToList())
            .ToList();
        _words = new(routes.SelectMany(words => words).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        _modules = new(routes.Select(ModuleOf), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Returns whether a call is for a module that the emulator has: <c>/core/v1/…</c>.</summary>
    public bool Has(RecordedCall call) => Methods.Contains(call.Method) && _modules.Contains(ModuleOf(SegmentsOf(call.Url)));

    /// <summary>Returns a path in which only the words of routes are left: <c>/core/v1/cm/customers/{id}</c>.</summary>
    /// <remarks>Any other segment may be personal.</remarks>
    public string TemplateOf(Uri url) => $"/{string.Join('/', SegmentsOf(url).Select(segment => _words.TryGetValue(segment, out var word) ? word : "{id}"))}";

    /// <summary>Returns the values in a URL: the segments that are no words of routes, without a name, and the members of the query.</summary>
    public IEnumerable<(string Name, string? Value)> ValuesOf(Uri url) =>
    [
        .. SegmentsOf(url).Where(segment => !_words.Contains(segment)).Select(segment => ("", Uri.UnescapeDataString(segment))),
        .. QueryHelpers.ParseQuery(url.Query).SelectMany(member => member.Value.Select(value => (member.Key, value))),
    ];

    private static string[] SegmentsOf(Uri url) => url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string ModuleOf(IEnumerable<string?> segments) => string.Join('/', segments.Take(WordsOfModule));

    private static string? WordOf(RoutePatternPathSegment segment) =>
        segment.IsSimple && segment.Parts[0] is RoutePatternLiteralPart word ? word.Content : null;
}
