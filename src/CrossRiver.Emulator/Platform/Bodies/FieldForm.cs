namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>What a value looks like, as far as that can be told without trying it: what a schema says of it.</summary>
internal sealed record FieldForm
{
    public FieldKind Kind { get; init; } = FieldKind.Text;

    /// <summary>The format of a text, one of JSON schema's, or <see langword="null"/> for any.</summary>
    public string? Format { get; init; }

    /// <summary>A regular expression for a text, or <see langword="null"/> for any.</summary>
    public string? Pattern { get; init; }

    /// <summary>The most characters of a text.</summary>
    public int? Longest { get; init; }

    /// <summary>The smallest number.</summary>
    public decimal? Smallest { get; init; }

    /// <summary>The largest number.</summary>
    public decimal? Largest { get; init; }

    /// <summary>Whether a value of this form may be refused all the same, by a rule that only words tell.</summary>
    public bool IsPartial { get; init; }

    /// <summary>The only texts there are, taken in any casing; none when any text will do.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What returns these texts where the emulator's modules decide on them, or <see langword="null"/>.</summary>
    public Func<IServiceProvider, IReadOnlyCollection<string>>? NamesIn { get; init; }

    /// <summary>Returns the form with the texts that an emulator takes.</summary>
    public FieldForm In(IServiceProvider services) => NamesIn is null ? this : this with { Names = [.. NamesIn(services)], NamesIn = null };
}

/// <summary>The JSON type of a value.</summary>
internal enum FieldKind
{
    Text,
    Flag,
    Number,
    WholeNumber,
    NumberOrText,
    Section,

    /// <summary>A list of some of the names.</summary>
    NameList,
    List,
    WholeNumberOrSection,
    Anything,
}
