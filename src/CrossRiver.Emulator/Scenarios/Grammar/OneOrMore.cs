using CrossRiver.Emulator.Language;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>A text, or a list of them.</summary>
internal static class OneOrMore
{
    public static Form<IReadOnlyList<T>> Of<T>(Form<T> form) => new AnyForm<IReadOnlyList<T>>(
        "text or a list",
        text: new MappedForm<T, IReadOnlyList<T>>(form, value => [value]),
        list: new ListForm<T>(form, least: 1));
}
