namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>One member of a request body: its name, and what it must look like.</summary>
internal sealed record Field
{
    private Field(string name, FieldType type)
    {
        Name = name;
        Type = type;
        Title = char.ToUpperInvariant(name[0]) + name[1..];
    }

    /// <summary>The member's name on the wire; read in any casing.</summary>
    public string Name { get; }

    public FieldType Type { get; }

    /// <summary>The members of this member, when it is an object, or of each object in it, when it is a list.</summary>
    public IReadOnlyList<Field> Members { get; private init; } = [];

    public bool IsRequired { get; private init; }

    /// <summary>What messages call it: the name in the bank's casing, below its section (<c>Profile.TaxId</c>).</summary>
    public string Title { get; private init; }

    /// <summary>Whether <see cref="Title"/> stands alone in messages, without the section.</summary>
    public bool IsTitledInWords { get; private init; }

    /// <summary>A member with a value of its own.</summary>
    public static Field Of(string name, FieldType type) => new(name, type);

    /// <summary>A member that is an object.</summary>
    public static Field Section(string name, params IReadOnlyList<Field> members) => new(name, FieldType.Section) { Members = members };

    /// <summary>A member that is a list of objects, at least one.</summary>
    /// <param name="most">How many objects there may be.</param>
    /// <param name="members">The members of each.</param>
    public static Field List(string name, int most, params IReadOnlyList<Field> members) => new(name, FieldType.List(most)) { Members = members };

    /// <summary>The same field, which must be there: missing, null and white space alone are faults.</summary>
    public Field Required() => this with { IsRequired = true };

    /// <summary>The same field, required only for some.</summary>
    public Field RequiredIf(bool condition) => this with { IsRequired = condition };

    /// <summary>The same field, which may be missing.</summary>
    public Field Optional() => this with { IsRequired = false };

    /// <summary>The same field, with the words that the bank has for it in messages, for example <c>First name</c>.</summary>
    public Field InWords(string words) => this with { Title = words, IsTitledInWords = true };
}
