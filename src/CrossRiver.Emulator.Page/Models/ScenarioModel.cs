namespace CrossRiver.Emulator.Page.Models;

/// <summary>One scenario: its timeline, its text and the ways to get it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Title">The story in a sentence, or an empty text.</param>
/// <param name="Origin">The origin, in words.</param>
/// <param name="For">The customers that get it without naming it, in words.</param>
/// <param name="World">The choice of the world.</param>
/// <param name="Steps">The timeline, counted from the create.</param>
/// <param name="Text">The text of the scenario.</param>
public sealed record ScenarioModel(
    string Name, string Title, string Origin, string For, WorldChoice World, IReadOnlyList<TimelineStep> Steps, ScenarioDraft Text)
{
    /// <summary>Gets the number of lines of the timeline that are left out.</summary>
    public int Omitted { get; init; }

    /// <summary>Gets the effects of the scenario on calls, in words.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>Gets the ways to try the scenario, or an empty list until a world is chosen.</summary>
    public IReadOnlyList<ActionForm> Tries { get; init; } = [];

    /// <summary>Gets the address of the list.</summary>
    public string List { get; init; } = "";
}

/// <summary>A line of a timeline with the lines that it encloses.</summary>
/// <param name="Name">The name of the step, or of a part of it.</param>
/// <param name="Range">The moment for any customer, or an empty text.</param>
/// <param name="Due">The moment for the example customer, or an empty text.</param>
/// <param name="When">The wait, in words.</param>
/// <param name="What">The effect, in words.</param>
/// <param name="Steps">The enclosed lines.</param>
public sealed record TimelineStep(string Name, string Range, string Due, string When, string What, IReadOnlyList<TimelineStep> Steps)
{
    /// <summary>Gets the note of the step, or null if it has none.</summary>
    public string? Note { get; init; }
}
