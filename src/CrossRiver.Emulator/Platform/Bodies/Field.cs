namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>One member of a request body: its name, its type and the words for it in messages.</summary>
internal sealed record Field
{
    private Field(string name, FieldType type) => (Name, Type, Title) = (name, type, char.ToUpperInvariant(name[0]) + name[1..]);

    /// <summary>Gets the member's name on the wire; read in any casing.</summary>
    public string Name { get; }

    public FieldType Type { get; }

    /// <summary>Gets the members of an object, or of each object in a list.</summary>
    public IReadOnlyList<Field> Members { get; private init; } = [];

    /// <summary>Gets whether the field is required in each body.</summary>
    public bool IsRequired { get; private init; }

    /// <summary>Gets the condition under which the field is required, or null if there is none.</summary>
    public Requirement? Requirement { get; private init; }

    /// <summary>Gets whether an object without any value is taken as not sent.</summary>
    public bool IsAbsentIfEmpty { get; private init; }

    /// <summary>Gets the name in messages. The default is the name in the bank's casing, below its section (<c>Profile.TaxId</c>).</summary>
    public string Title { get; private init; }

    /// <summary>Gets whether <see cref="Title"/> stands alone in messages, without the section.</summary>
    public bool IsTitledInWords { get; private init; }

    /// <summary>Creates a member with a single value.</summary>
    public static Field Of(string name, FieldType type) => new(name, type);

    /// <summary>Creates a member that is an object.</summary>
    public static Field Section(string name, params IReadOnlyList<Field> members) => new(name, FieldType.Section) { Members = members };

    /// <summary>Creates a member that is a list of 1 to <paramref name="most"/> objects.</summary>
    public static Field List(string name, int most, params IReadOnlyList<Field> members) => new(name, FieldType.List(most)) { Members = members };

    /// <summary>Returns the field as required: missing, null and white space alone are faults.</summary>
    public Field Required() => RequiredIf(condition: true);

    /// <summary>Returns the field as required only if a condition holds.</summary>
    public Field RequiredIf(bool condition) => this with { IsRequired = condition, Requirement = null };

    /// <summary>Returns the field as required only in sections that meet a condition.</summary>
    public Field RequiredIf(Requirement requirement) => this with { IsRequired = false, Requirement = requirement };

    public Field Optional() => RequiredIf(condition: false);

    /// <summary>Returns the object as taken for not sent if it is empty, or if all its members are null.</summary>
    public Field AbsentIfEmpty() => this with { IsAbsentIfEmpty = true };

    /// <summary>Returns whether the field is required in a section.</summary>
    public bool IsRequiredIn(JsonElement section) => IsRequired || Requirement?.IsMetBy(section) is true;

    /// <summary>Returns whether a value is the same as none.</summary>
    public bool IsAbsent(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || (IsAbsentIfEmpty && value.IsEmptyObject());

    /// <summary>Returns the field with the bank's words for it in messages, for example <c>First name</c>.</summary>
    public Field InWords(string words) => this with { Title = words, IsTitledInWords = true };
}

/// <summary>A condition under which a field is required.</summary>
/// <param name="Words">The condition for the reference, for example <c>if `countryCode` is `US`</c>.</param>
/// <param name="IsMetBy">Returns whether a section meets the condition.</param>
internal sealed record Requirement(string Words, Func<JsonElement, bool> IsMetBy);
