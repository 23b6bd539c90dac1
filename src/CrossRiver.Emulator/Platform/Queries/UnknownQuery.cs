namespace CrossRiver.Emulator.Platform.Queries;

/// <summary>Finds the members of a query that its call does not read.</summary>
/// <remarks>What a call reads is what its <see cref="QueryForm"/>s describe: there is no second list.</remarks>
internal static class UnknownQuery
{
    private const int MostNoted = 20;
    private const int LongestNoted = 100;

    /// <summary>The names of the members that a call does not read, as they were sent: the first 20, each up to 100 characters.</summary>
    public static IReadOnlyList<string> Of(HttpContext context)
    {
        // Most calls have no query, and then nothing is looked up.
        if (!context.Request.QueryString.HasValue)
        {
            return [];
        }

        var known = KnownTo(context.GetEndpoint());
        return
        [
            .. context.Request.Query.Keys.Where(name => name.Length > 0 && !known.Contains(name, StringComparer.OrdinalIgnoreCase))
                .Take(MostNoted)
                .Select(name => name.Length <= LongestNoted ? name : name[..LongestNoted]),
        ];
    }

    /// <summary>The names of the members that a call reads.</summary>
    public static IReadOnlyList<string> KnownTo(Endpoint? endpoint) =>
        [.. (endpoint?.Metadata.GetOrderedMetadata<QueryForm>() ?? []).SelectMany(form => form.DescribeMembers()).Select(member => member.Name)];
}
