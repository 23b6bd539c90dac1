using System.Security.Cryptography;
using CrossRiver.Emulator.Page.Models;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Ui.Serving;

/// <summary>Provides the style sheet and the script, which are resources of the assembly of the views.</summary>
internal sealed class PageFiles
{
    private readonly Lazy<Dictionary<string, PageFile>> _files = new(() => new[] { ("page.css", "text/css"), ("page.js", "text/javascript") }
        .ToDictionary(file => file.Item1, file => Read(file.Item1, $"{file.Item2}; charset=utf-8"), StringComparer.Ordinal));

    /// <summary>Returns the addresses of the files, each with a hash of its content, so that a browser never has an old one.</summary>
    /// <param name="root">The path of the page.</param>
    public PageAssets AddressesIn(string root) => new($"{root}/files/page.css?v={_files.Value["page.css"].Hash}", $"{root}/files/page.js?v={_files.Value["page.js"].Hash}");

    /// <summary>Returns a file, or null if the page has none of the name.</summary>
    public FileContentHttpResult? Find(string name) => _files.Value.TryGetValue(name, out var file) ? TypedResults.File(file.Content, file.ContentType) : null;

    private static PageFile Read(string name, string contentType)
    {
        using var resource = typeof(PageAssets).Assembly.GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return new PageFile(content.ToArray(), contentType, Convert.ToHexStringLower(SHA256.HashData(content.ToArray()))[..12]);
    }

    private sealed record PageFile(byte[] Content, string ContentType, string Hash);
}
