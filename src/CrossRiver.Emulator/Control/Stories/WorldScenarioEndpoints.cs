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

/// <summary>Scenarios that one world has of its own, and the check of their texts.</summary>
internal static class WorldScenarioEndpoints
{
    public static void MapWorldScenarios(this LazyRoutes control)
    {
        var scenarios = control.Group("").WithTags("Scenarios");

        scenarios.Put("/partners/{partnerId:guid}/scenarios/{name}", PutScenario).WithMetadata(new PreparesWorld());
        scenarios.Delete("/partners/{partnerId:guid}/scenarios/{name}", DeleteScenario);
        scenarios.Post("/scenarios/validate", ValidateScenarios);
    }

    /// <summary>Gives this world a scenario of its own. It takes the place of one of its name and is chosen like one of your files; a reset keeps it, unless its `keep` leaves out `scenarios`.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="name">Its name, the same as in the text.</param>
    /// <param name="body">One document, as a scenario file has it; at most 1 MB.</param>
    /// <param name="worlds">All worlds.</param>
    /// <param name="scenarios">The emulator's scenarios and conditions.</param>
    internal static Ok<ScenarioAnswer> PutScenario(Guid partnerId, string name, YamlBody body, WorldDirectory worlds, ScenariosInForce scenarios)
    {
        var file = scenarios.Format.Parse(body.Text, $"world:{name}");
        var scenario = RequireOne(file, name);
        var acrossFiles = AcrossFiles.WarnOfConditions(file, [.. scenarios.Current.Conditions.Keys]);
        var world = worlds.Prepare(partnerId, out var created);

        return TypedResults.Ok(world.InTurn(() =>
        {
            world.Scenarios.Own.Put(scenario);
            world.Faults.Expect(scenario.Api);
            world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"scenarios: '{name}' is put" });
            return ScenarioAnswer.Of(world, name) with { Created = created, Title = scenario.Title, Warnings = [.. file.Warnings.Concat(acrossFiles).Select(TextMessage.Of)] };
        }));
    }

    /// <summary>Takes a scenario of its own from this world. One of the emulator's of this name is in force again; stories that are being told go on.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<ScenarioAnswer> DeleteScenario(Guid partnerId, string name, WorldDirectory worlds)
    {
        var world = worlds.Require(partnerId);
        var answer = world.InTurn(() =>
        {
            if (world.Scenarios.UsedOwn?.Remove(name) is not true)
            {
                return null;
            }

            world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"scenarios: '{name}' is deleted" });
            return ScenarioAnswer.Of(world, name);
        });

        IReadOnlyList<string> own = [.. world.Scenarios.UsedOwn?.Names ?? []];
        return answer is not null
            ? TypedResults.Ok(answer)
            : throw new RefusedException(ErrorCatalog.NotFound, $"Scenario {name} of this world not found; {(own is [] ? "it has none of its own" : Suggestion.For(name, own))}");
    }

    /// <summary>Checks the text of a scenario file. Nothing is kept.</summary>
    /// <param name="body">The documents of a file; at most 1 MB.</param>
    /// <param name="parser">Reads it.</param>
    internal static Ok<TextVerdict> ValidateScenarios(YamlBody body, ScenarioFormat parser)
    {
        var file = parser.Parse(body.Text, "text");
        var messages = file.Messages.Concat(AcrossFiles.Check([file], ScenarioLoading.ReadShipped(parser))).OrderBy(message => message.Place.Line);

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

        return faults is [] ? file.Scenarios[0] : throw RefusedException.Invalid(faults);
    }
}

/// <summary>A scenario of one world's own.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Scenario">Its name.</param>
internal sealed record ScenarioAnswer(Guid PartnerId, DateTimeOffset Now, int Epoch, string Scenario)
{
    /// <summary>True if the call made the world, else absent.</summary>
    public bool? Created { get; init; }

    public string? Title { get; init; }

    /// <summary>What is probably not meant, or <see langword="null"/> for a scenario that is gone.</summary>
    public IReadOnlyList<TextMessage>? Warnings { get; init; }

    public static ScenarioAnswer Of(World world, string name) => new(world.PartnerId, world.Clock.Now, world.EpochNumber, name);
}

/// <summary>What became of a text that was checked.</summary>
/// <param name="Valid">Whether it can be used.</param>
/// <param name="Scenarios">The names of its scenarios; none when it cannot be used.</param>
/// <param name="Conditions">The names of its conditions.</param>
/// <param name="Messages">What is wrong and what is probably not meant, in the order of the text.</param>
internal sealed record TextVerdict(bool Valid, IReadOnlyList<string> Scenarios, IReadOnlyList<string> Conditions, IReadOnlyList<TextMessage> Messages);

/// <summary>Something about a text.</summary>
/// <param name="Line">Where, from 1.</param>
/// <param name="Column">Where in the line, from 1.</param>
/// <param name="Severity"><c>error</c>, or <c>warning</c> when the text can be used all the same.</param>
/// <param name="Message">What is wrong; what would have been taken.</param>
internal sealed record TextMessage(int Line, int Column, string Severity, string Message)
{
    public static TextMessage Of(FileMessage message) => new(message.Place.Line, message.Place.Column, message.IsWarning ? "warning" : "error", message.Text);
}
