using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Refuses bodies of control calls with unknown members, because a call with a misspelt member would do something else.</summary>
internal static class RejectUnknownMembers
{
    /// <summary>Adds the check before the handlers. A list of the bank's own bodies may contain unknown members, as at the bank.</summary>
    public static TRoutes RefuseUnknownMembers<TRoutes>(this TRoutes routes)
        where TRoutes : IEndpointConventionBuilder => routes.AddEndpointFilter((context, next) =>
        {
            Check(context.HttpContext);
            return next(context);
        });

    private static void Check(HttpContext context)
    {
        var forms = context.GetEndpoint()!.Metadata.GetOrderedMetadata<BodyForm>();
        if (context.Call().UnknownMembers is not [_, ..] unknown || forms.Any(form => form.IsList))
        {
            return;
        }

        var names = forms.SelectMany(form => NamesOf(form.FieldsFor(default))).Distinct(StringComparer.Ordinal).ToList();
        throw ApiException.Invalid(unknown.Select(path => $"There is no {path}; {AdviceFor(path[(path.LastIndexOf('.') + 1)..], names)}"));
    }

    // A member of another section can have the same name.
    private static string AdviceFor(string name, List<string> names) =>
        Suggestion.For(name, names.FindAll(other => !other.Equals(name, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> NamesOf(IReadOnlyList<Field> fields) => fields.SelectMany(field => NamesOf(field.Members).Prepend(field.Name));
}
