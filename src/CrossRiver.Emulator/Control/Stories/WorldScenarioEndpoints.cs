using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing;
using CrossRiver.Emulator.Scenarios.Schema;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Provides the routes that put and delete a world's own scenarios, and that check their texts.</summary>
internal static class WorldScenarioEndpoints
{
    public static void MapWorldScenarios(this LazyRoutes control)
    {
        var scenarios = control.Group("").WithTags("Scenarios");

        scenarios.Put("/partners/{partnerId:guid}/scenarios/{name}", PutScenario).WithMetadata(new PreparesWorld());
        scenarios.Delete("/partners/{partnerId:guid}/scenarios/{name}", DeleteScenario);
        scenarios.Post("/scenarios/validate", ValidateScenarios);
    }

    /// <summary>Puts a scenario into this world. It replaces a scenario of its name and is chosen like your files; a reset keeps it by default.</summary>
    /// <param name="name">Its name, the same as in the text.</param>
    internal static Ok<ScenarioAnswer> PutScenario(Guid partnerId, string name, YamlBody body, WorldDirectory worlds, ScenarioLibrary scenarios)
    {
        var file = scenarios.Format.Parse(body.Text, $"world:{name}");
        var scenario = RequireOne(file, name);
        var acrossFiles = CrossFileChecks.WarnOfConditions(file, [.. scenarios.Current.Conditions.Keys]);

        return worlds.Prepare(partnerId, out var created).Answer(world =>
        {
            world.Scenarios.Own.Put(scenario);
            world.Faults.Expect(scenario.Api);
            world.Note($"scenarios: '{name}' is put");
            return new ScenarioAnswer(world, name)
            {
                Created = created,
                Title = scenario.Title,
                Warnings = [.. file.Warnings.Concat(acrossFiles).Select(TextMessage.Of)],
            };
        });
    }

    /// <summary>Deletes a scenario of this world. The emulator's scenario of this name is in force again; active stories continue.</summary>
    /// <param name="name">Its name.</param>
    internal static Ok<ScenarioAnswer> DeleteScenario(Guid partnerId, string name, WorldDirectory worlds)
    {
        var world = worlds.Require(partnerId);
        var answer = world.RunForTester(() =>
        {
            if (world.Scenarios.UsedOwn?.Remove(name) is not true)
            {
                return null;
            }

            world.Note($"scenarios: '{name}' is deleted");
            return new ScenarioAnswer(world, name);
        });

        IReadOnlyList<string> own = [.. world.Scenarios.UsedOwn?.Names ?? []];
        return answer is not null
            ? TypedResults.Ok(answer)
            : throw new ApiException(ErrorCatalog.NotFound, $"Scenario {name} of this world not found; {(own is [] ? "it has none of its own" : Suggestion.For(name, own))}");
    }

    /// <summary>Checks the text of a scenario file. Nothing is kept.</summary>
    internal static Ok<TextVerdict> ValidateScenarios(YamlBody body, ScenarioFormat parser)
    {
        var file = parser.Parse(body.Text, "text");
        var messages = file.Messages.Concat(CrossFileChecks.Check([file], ScenarioLoading.ReadShipped(parser))).OrderBy(message => message.Place.Line);

        return TypedResults.Ok(new TextVerdict(
            !file.Errors.Any(),
            [.. file.Scenarios.Select(scenario => scenario.Name)],
            [.. file.Conditions.Select(condition => condition.Name)],
            [.. messages.Select(TextMessage.Of)]));
    }

    private static Scenario RequireOne(ScenarioFile file, string name)
    {
        IReadOnlyList<string> faults =
        [
            .. file.Errors.Select(error => $"line {error.Place.Line}, column {error.Place.Column}: {error.Text}"),
            .. file.Errors.Any() || file is { Scenarios.Count: 1, Conditions: [] } ? [] : (string[])["line 1, column 1: write one document, a scenario"],
            .. file.Scenarios is [var only] && only.Name != name ? [$"line {file.Places[only.Name].Line}, column {file.Places[only.Name].Column}: the scenario is called '{only.Name}'; put it as that, or write scenario: {name}"] : (string[])[],
        ];

        return faults is [] ? file.Scenarios[0] : throw ApiException.Invalid(faults);
    }
}

/// <summary>Represents a scenario of one world.</summary>
/// <param name="Scenario">Its name.</param>
internal sealed record ScenarioAnswer(World World, string Scenario) : PreparedWorldStamp(World)
{
    [JsonPropertyOrder(2)]
    public string? Title { get; init; }

    /// <summary>The probable mistakes in the text; absent for a deleted scenario.</summary>
    [JsonPropertyOrder(3)]
    public IReadOnlyList<TextMessage>? Warnings { get; init; }
}

/// <summary>Represents the verdict on a text.</summary>
/// <param name="Valid">Whether the text has no errors.</param>
/// <param name="Scenarios">The names of its scenarios; none if it has errors.</param>
/// <param name="Conditions">The names of its conditions.</param>
/// <param name="Messages">Errors and probable mistakes, in the order of the text.</param>
internal sealed record TextVerdict(bool Valid, IReadOnlyList<string> Scenarios, IReadOnlyList<string> Conditions, IReadOnlyList<TextMessage> Messages);

/// <summary>Represents an error or a probable mistake in a text.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Severity"><c>error</c>, or <c>warning</c> if the text can be used all the same.</param>
/// <param name="Message">The mistake, and a proposal.</param>
internal sealed record TextMessage(int Line, int Column, string Severity, string Message)
{
    public static TextMessage Of(FileMessage message) => new(message.Place.Line, message.Place.Column, message.IsWarning ? "warning" : "error", message.Text);
}
