using System.Text.RegularExpressions;
using CrossRiver.Emulator.Control.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Docs;

/// <summary>A file that a page, a sample or an answer names is in the repository, and so is the heading.</summary>
public sealed partial class NamedFilesTests
{
    private static readonly string[] Generated = ["artifacts/", "packages/", "node_modules/"];

    // References that are made from the code.
    private static readonly string[] Written = ["docs/commands.md", "docs/control-api.md"];

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(RunningProgram.Repository, "*.md", SearchOption.AllDirectories)
            .Select(page => Path.GetRelativePath(RunningProgram.Repository, page).Replace('\\', '/'))
            .Where(page => !Generated.Any(folder => page.Contains(folder, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_links_to_what_there_is(string page)
    {
        var links = Link().Matches(WithoutCode(Read(page))).Select(link => link.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

        Assert.DoesNotContain(links, target => !IsThere(target.StartsWith('#') ? $"{Path.GetFileName(page)}{target}" : target, Path.GetDirectoryName(page)!));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_names_files_of_the_repository_that_are_there(string page)
    {
        var names = Named().Matches(Read(page)).Select(name => name.Groups["path"].Value.TrimEnd('.', '/'));

        Assert.DoesNotContain(names, name => !IsThere(name, ""));
    }

    [Fact]
    public void Every_page_of_docs_is_reached_from_the_index()
    {
        var known = Pages.Select(page => page.Data).ToHashSet(StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var pages = new Queue<string>(["docs/README.md"]);
        while (pages.TryDequeue(out var page))
        {
            if (reached.Add(page))
            {
                var folder = Path.GetDirectoryName(page)!;
                Link().Matches(WithoutCode(Read(page))).Select(link => Normalized(Path.Combine(folder, link.Groups["target"].Value.Split('#')[0]))).Where(known.Contains).ToList().ForEach(pages.Enqueue);
            }
        }

        // The index links to the folder of the decisions.
        Assert.DoesNotContain(known, page => page.StartsWith("docs/", StringComparison.Ordinal) && !page.StartsWith("docs/decisions/", StringComparison.Ordinal) && !reached.Contains(page));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_of_docs_can_be_read_at_a_sitting(string page) =>
        Assert.True(!page.StartsWith("docs/", StringComparison.Ordinal) || Written.Contains(page) || Read(page).Split('\n').Length <= 500, $"{page} has more than 500 lines");

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/page.md")]
    public void A_picture_of_a_document_is_there_in_both_schemes_and_has_less_than_300_KB(string page)
    {
        var pictures = Picture().Matches(Read(page)).Select(picture => Path.Combine(RunningProgram.Repository, Path.GetDirectoryName(page)!, picture.Groups["path"].Value)).ToList();

        Assert.Equal(2, pictures.Count(picture => picture.EndsWith("-dark.png", StringComparison.Ordinal) || picture.EndsWith("-light.png", StringComparison.Ordinal)));
        Assert.All(pictures, picture => Assert.InRange(new FileInfo(picture).Length, 1, 300_000));
    }

    [Fact]
    public void The_readme_has_200_lines_at_most() => Assert.InRange(Read("README.md").Split('\n').Length, 1, 200);

    [Theory]
    [InlineData("src")]
    [InlineData("samples")]
    [InlineData("scenarios")]
    public void What_is_shipped_names_files_of_the_repository_that_are_there(string folder)
    {
        var named = Directory.EnumerateFiles(Path.Combine(RunningProgram.Repository, folder), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".yml" or ".yaml" or ".mjs" or ".csproj" or "" && !Generated.Any(generated => file.Contains(generated, StringComparison.Ordinal)))
            .SelectMany(file => Named().Matches(File.ReadAllText(file)).Select(name => (file, Name: name.Groups["path"].Value.TrimEnd('.', '/'))));

        Assert.DoesNotContain(named, each => !IsThere(each.Name, ""));
    }

    [Fact]
    public void The_report_card_names_sources_that_are_there()
    {
        using var app = EmulatorApplication.CreateEmbedded([]);
        var sources = app.Services.GetRequiredService<ReportCard>().Judge([], lost: 0).Select(rule => rule.Source).ToList();

        Assert.All(sources, source => Assert.Matches("^(ours: |pages[,:] |samples[,:] )", source));
        Assert.All(sources, source => Assert.Matches(Fidelity(), source));
        Assert.All(sources, source => Assert.True(IsThere(Fidelity().Match(source).Value, ""), source));
    }

    // A link may lead to a heading of its page.
    private static bool IsThere(string target, string folder)
    {
        var (path, heading) = target.Split('#') is [var before, var after] ? (before, after) : (target, null);
        var file = Path.Combine(RunningProgram.Repository, folder, path);

        return heading is null
            ? File.Exists(file) || Directory.Exists(file)
            : File.Exists(file) && Heading().Matches(WithoutCode(File.ReadAllText(file))).Any(line => AnchorOf(line.Groups["title"].Value) == heading);
    }

    // As GitHub makes it.
    private static string AnchorOf(string title) => string.Concat(title.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')
        .Select(letter => letter is ' ' ? '-' : char.ToLowerInvariant(letter)));

    private static string Normalized(string path) => Path.GetRelativePath(RunningProgram.Repository, Path.GetFullPath(path, RunningProgram.Repository)).Replace('\\', '/');

    private static string WithoutCode(string text) => Fence().Replace(text, "");

    private static string Read(string page) => File.ReadAllText(Path.Combine(RunningProgram.Repository, page));

    [GeneratedRegex("(?:src|srcset)=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Picture();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/.-])(?<path>(docs|samples|src|tests)/[\w./-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex("^#+ (?<title>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"docs/fidelity\.md#[a-z-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fidelity();
}
