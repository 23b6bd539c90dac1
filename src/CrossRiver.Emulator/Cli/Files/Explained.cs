using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Scenarios.Forecast;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;

namespace CrossRiver.Emulator.Cli.Files;

/// <summary>Explains the consequences of a create, for people and for machines: the scenario, the reasons, and the timeline.</summary>
/// <param name="partnerId">The partner, whose world is empty.</param>
/// <param name="seed">The seed of the emulator's random choices.</param>
internal sealed class Explained(Guid partnerId, long seed, ScenarioExplanation explanation, PlannedTimeline timeline, FaultSchemas faults)
{
    private const string StandardInput = "-";

    private IReadOnlyList<string> Rules => [.. explanation.Scenario.Api.Select(faults.OfCalls.Explain)];

    /// <summary>Explains the create in a file.</summary>
    /// <param name="file">The path of the body, or <c>-</c> for the standard input.</param>
    /// <exception cref="CommandException">The file does not exist, or contains no create.</exception>
    public static Explained Of(IServiceProvider services, string file, IHeaderDictionary headers)
    {
        var body = Read(file);
        var partnerId = new CreateFields(body, headers).PartnerId
            ?? throw CommandException.WrongUsage($"{NameOf(file)}(1,1): there is no partnerId, which every create has");
        var seed = services.GetRequiredService<IOptions<WorldOptions>>().Value.ChanceSeed;
        var world = services.GetRequiredService<WorldDirectory>().Open(partnerId);
        var explanation = ScenarioExplanation.Of(services.GetRequiredService<ScenarioLibrary>().Catalog, body, headers, world);

        return new Explained(partnerId, seed, explanation, explanation.Foresee(new KeyedRandom(seed, partnerId)), services.GetRequiredService<FaultSchemas>());
    }

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"""
        {explanation.Scenario.Name} ({ScenarioOrigin.SourceOf(explanation.Scenario)}): {explanation.Reason}

        Counted from the create, for the customer {timeline.Key} of partner {partnerId}, seed {explanation.Scenario.Seed ?? seed}:

        {TimelineText.Of(timeline)}{(Rules is [] ? "" : $"\nIts rules for calls:\n\n{string.Concat(Rules.Select(rule => $"{rule}\n"))}")}
        The others:

        {TextTable.Of([.. explanation.Others.Select(other => (IReadOnlyList<string>)[other.Name, other.Because])])}
        """).ReplaceLineEndings("\n");

    public object ToJson() => new
    {
        Scenario = explanation.Scenario.Name,
        explanation.Scenario.Title,
        From = ScenarioOrigin.SourceOf(explanation.Scenario),
        explanation.Reason,
        PartnerId = partnerId,
        Seed = explanation.Scenario.Seed ?? seed,
        Timeline = TimelineBody.Of(timeline),
        Rules,
        explanation.Others,
    };

    private static string NameOf(string file) => file is StandardInput ? "standard input" : file;

    private static JsonElement Read(string file)
    {
        try
        {
            using var stream = file is StandardInput ? Console.OpenStandardInput() : File.OpenRead(file);
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw CommandException.WrongUsage($"{NameOf(file)}(1,1): this is no JSON object; write the body of a create");
        }
        catch (JsonException exception)
        {
            var place = $"({exception.LineNumber + 1},{exception.BytePositionInLine + 1})";
            throw CommandException.WrongUsage($"{NameOf(file)}{place}: this is no JSON; write the body of a create");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CommandException.WrongUsage($"{NameOf(file)}(1,1): there is no such file; write a file that is there, or - for the standard input");
        }
    }
}
