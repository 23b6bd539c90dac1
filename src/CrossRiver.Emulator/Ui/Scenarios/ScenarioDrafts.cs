using CrossRiver.Emulator.Control.Stories;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Scenarios.Schema;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Scenarios;

/// <summary>Provides texts of scenarios, which the reader checks first and then stores in a world.</summary>
internal sealed class ScenarioDrafts(ScenarioFormat format)
{
    private const string NoWorld = "Choose a world to store the text there.";

    /// <summary>The field of the form.</summary>
    public static readonly ActionField Field = new("text", "Text") { Form = FieldForm.Yaml };

    /// <summary>Returns a text that was not checked.</summary>
    /// <param name="name">The name by which it can be stored, or null.</param>
    public static ScenarioDraft Of(string text, ChosenWorld chosen, PageContext page, string? name = null)
    {
        var field = Field with { Value = text };
        return new ScenarioDraft(
            text,
            $"{page.Root}/scenarios{chosen.Query}#text",
            page.Action("Check the text", "POST", $"{ControlRoutes.Prefix}/scenarios/validate", field),
            name is not null && chosen.World is { } world
                ? page.Action("Store it in this world", "PUT", PageContext.ControlOf(world, $"scenarios/{name}"), field) with
                {
                    Done = $"Scenario {name} is stored in this world.",
                }
                : null)
        {
            WhyNotStored = chosen.World is null ? NoWorld : null,
        };
    }

    /// <summary>Returns a text with the verdict on it. It can be stored if it is one scenario.</summary>
    public ScenarioDraft Checked(string text, ChosenWorld chosen, PageContext page)
    {
        var verdict = WorldScenarioEndpoints.ValidateScenarios(new YamlBody(text), format).Value!;
        var name = verdict is { Valid: true, Scenarios: [var only], Conditions: [] } ? only : null;
        return Of(text, chosen, page, name) with
        {
            Verdict = new TextCheck(
                verdict.Valid,
                [.. verdict.Scenarios, .. verdict.Conditions],
                [.. verdict.Messages.Select(message => new TextLine(message.Line, message.Column, message.Severity is "error", message.Message))]),
            WhyNotStored = verdict.Valid && name is null ? "A world takes one scenario at a time." : chosen.World is null ? NoWorld : null,
        };
    }
}
