namespace CrossRiver.Emulator.Page.Models;

/// <summary>A create that is not made, with the scenario that it would get.</summary>
/// <param name="Body">The body of the create, as JSON.</param>
/// <param name="Curl">The command line that asks the same.</param>
public sealed record WhatIfModel(string Body, string Curl)
{
    /// <summary>Gets the scenario that the create asks for by its header, or an empty text.</summary>
    public string Asked { get; init; } = "";

    /// <summary>Gets the choice of a scenario for the header.</summary>
    public IReadOnlyList<FieldOption> Scenarios { get; init; } = [];

    /// <summary>Gets the answer, or null if the body is faulty.</summary>
    public WhatIfAnswer? Answer { get; init; }

    /// <summary>Gets the faults of the body, or an empty list.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}

/// <summary>The scenario that a create would get, and the reasons.</summary>
/// <param name="Scenario">The name of the scenario.</param>
/// <param name="Title">The story in a sentence, or an empty text.</param>
/// <param name="Reason">The reason for it.</param>
/// <param name="Steps">The timeline of this customer, counted from the create.</param>
/// <param name="Calls">The effects of the scenario on calls, in words.</param>
/// <param name="Others">The other scenarios, each with the reason against it.</param>
public sealed record WhatIfAnswer(
    string Scenario, string Title, string Reason, IReadOnlyList<TimelineStep> Steps, IReadOnlyList<string> Calls, IReadOnlyList<DetailLine> Others);
