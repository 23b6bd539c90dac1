namespace CrossRiver.Emulator.Page.Models;

/// <summary>A button with its fields: a call of the control API or of the bank's API.</summary>
/// <param name="Label">The text of the button.</param>
/// <param name="Method">The method of the call.</param>
/// <param name="Path">The path of the call, without the prefix of a proxy. A part in braces is the value of a field.</param>
/// <param name="Curl">The command line that does the same with the values that the form begins with.</param>
public sealed record ActionForm(string Label, string Method, string Path, string Curl)
{
    /// <summary>Gets the fields, in the order of the form.</summary>
    public IReadOnlyList<ActionField> Fields { get; init; } = [];

    /// <summary>Gets the kind of the button.</summary>
    public ActionKind Kind { get; init; }

    /// <summary>Gets the sentence that explains the action, or null.</summary>
    public string? Explanation { get; init; }

    /// <summary>Gets the text that is shown when the action is done.</summary>
    public string Done { get; init; } = "Done.";

    /// <summary>Gets the key that presses the button, or null.</summary>
    public string? Key { get; init; }

    /// <summary>Gets the path and query of the view to which the action returns, or null for the view with the form.</summary>
    public string? Back { get; init; }
}

/// <summary>The weight of a button.</summary>
public enum ActionKind
{
    /// <summary>One of several.</summary>
    Plain,

    /// <summary>The most likely action.</summary>
    Primary,

    /// <summary>An action that removes something.</summary>
    Danger,
}

/// <summary>A field of a form.</summary>
/// <param name="Name">The member of the body, with dots between nested members.</param>
/// <param name="Label">The text beside the field.</param>
public sealed record ActionField(string Name, string Label)
{
    /// <summary>Gets the form of the value in the body.</summary>
    public FieldForm Form { get; init; }

    /// <summary>Gets the value that the field begins with.</summary>
    public string Value { get; init; } = "";

    /// <summary>Gets the possible values, or an empty list for any.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Gets the text that an empty field shows, or null.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Gets whether the value is sent and not shown.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Gets whether the form cannot be sent without a value.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Gets the name with the form, as it is sent.</summary>
    public string SentName => Form is FieldForm.Text ? Name : $"{Name}:{Form}";
}

/// <summary>The form of a value in the body of a call.</summary>
public enum FieldForm
{
    /// <summary>A text. An empty one is left out.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false, a box to tick.</summary>
    Flag,

    /// <summary>A list: each ticked option is an element.</summary>
    List,

    /// <summary>The whole body, as JSON.</summary>
    Json,

    /// <summary>The whole body, as YAML.</summary>
    Yaml,

    /// <summary>A part of the path, which has the name of the field in braces.</summary>
    Path,

    /// <summary>A header of the call.</summary>
    Header,
}

/// <summary>A possible value of a field.</summary>
/// <param name="Value">The value.</param>
/// <param name="Text">The text that the reader sees.</param>
public sealed record FieldOption(string Value, string Text);
