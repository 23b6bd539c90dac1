namespace CrossRiver.Emulator.Page.Models;

/// <summary>The scenarios of all worlds, or of the customers of one.</summary>
/// <param name="World">The choice of the world.</param>
/// <param name="Scenarios">The scenarios of this page, sorted by name.</param>
/// <param name="Header">The header of a create that names a scenario.</param>
/// <param name="Text">The text of a scenario to check and to store.</param>
public sealed record ScenariosModel(WorldChoice World, IReadOnlyList<ScenarioLine> Scenarios, string Header, ScenarioDraft Text)
{
    /// <summary>Gets the text that the names, titles and customers of the list contain, or an empty text.</summary>
    public string Search { get; init; } = "";

    /// <summary>Gets the number of scenarios on all pages.</summary>
    public int Count { get; init; }

    /// <summary>Gets the address of the previous page, or null if this is the first.</summary>
    public string? Previous { get; init; }

    /// <summary>Gets the address of the next page, or null if this is the last.</summary>
    public string? Next { get; init; }

    /// <summary>Gets the tax ids that choose a story by their digits, or null if there are none.</summary>
    public TaxIdStories? TaxIds { get; init; }

    /// <summary>Gets the faults of the user's scenario files, or an empty list.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}

/// <summary>A scenario in the list.</summary>
/// <param name="Name">The name.</param>
/// <param name="Title">The story in a sentence, or an empty text.</param>
/// <param name="Origin">The origin, in words.</param>
/// <param name="For">The customers that get it without naming it, in words.</param>
/// <param name="Address">The address of its view.</param>
/// <param name="Actions">The actions on it, such as the removal from a world.</param>
public sealed record ScenarioLine(string Name, string Title, string Origin, string For, string Address, IReadOnlyList<ActionForm> Actions);

/// <summary>The tax ids that choose a story without a file.</summary>
/// <param name="Mask">Their pattern, with a question mark for each digit of the code.</param>
/// <param name="Places">The digits of the code, in their order.</param>
/// <param name="Example">The name of a story that a code chooses.</param>
/// <param name="Address">The address of that story.</param>
public sealed record TaxIdStories(string Mask, IReadOnlyList<TaxIdPlace> Places, string Example, string Address);

/// <summary>A digit of a tax-id code.</summary>
/// <param name="Of">The part of the story that the digit decides.</param>
/// <param name="Digits">The digits, each with its meaning.</param>
public sealed record TaxIdPlace(string Of, IReadOnlyList<DetailLine> Digits);

/// <summary>The choice of the world that a view of the emulator is about.</summary>
/// <param name="Options">The worlds, the first of which stands for none.</param>
/// <param name="Chosen">The identifier of the chosen partner, or an empty text for none.</param>
/// <param name="IsCut">Whether there are more worlds than the list has.</param>
public sealed record WorldChoice(IReadOnlyList<FieldOption> Options, string Chosen, bool IsCut);

/// <summary>The text of a scenario that the reader can change, check and store.</summary>
/// <param name="Text">The text, in YAML.</param>
/// <param name="CheckAt">The address that checks the text.</param>
/// <param name="Check">The call that checks the text.</param>
/// <param name="Store">The call that stores the text in a world, or null if it cannot be stored.</param>
public sealed record ScenarioDraft(string Text, string CheckAt, ActionForm Check, ActionForm? Store)
{
    /// <summary>Gets the verdict on the text, or null if it was not checked.</summary>
    public TextCheck? Verdict { get; init; }

    /// <summary>Gets the sentence that says why the text cannot be stored here, or null.</summary>
    public string? WhyNotStored { get; init; }
}

/// <summary>The verdict on a text.</summary>
/// <param name="IsValid">Whether the text has no errors.</param>
/// <param name="Names">The names of its scenarios.</param>
/// <param name="Messages">The errors and probable mistakes, in the order of the text.</param>
public sealed record TextCheck(bool IsValid, IReadOnlyList<string> Names, IReadOnlyList<TextLine> Messages);

/// <summary>An error or a probable mistake in a text.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="IsError">Whether the text cannot be used.</param>
/// <param name="Text">The mistake, and a proposal.</param>
public sealed record TextLine(int Line, int Column, bool IsError, string Text);
