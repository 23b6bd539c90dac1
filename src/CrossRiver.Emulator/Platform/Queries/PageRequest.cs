namespace CrossRiver.Emulator.Platform.Queries;

/// <summary>Which page a caller asked for: the query members <c>pageNumber</c> and <c>pageSize</c>.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">1 to 50.</param>
/// <remarks>Source of the largest size: the bank's page on pagination. Assumed: the default of 10, and that a larger size is cut to 50.</remarks>
internal sealed record PageRequest(int Number, int Size) : IQuery<PageRequest>
{
    private const int DefaultSize = 10;
    private const int LargestSize = 50;

    public static PageRequest Read(QueryReader query) => new(
        query.Count("pageNumber", "Which page, from 1.", byDefault: 1),
        Math.Min(query.Count("pageSize", $"How many things a page has; more than {LargestSize} are cut to {LargestSize}.", DefaultSize), LargestSize));

    /// <summary>How many things stand on the pages before.</summary>
    public int Skipped => (int)Math.Min((long)(Number - 1) * Size, int.MaxValue);

    /// <summary>Makes this page.</summary>
    /// <param name="rest">The list from this page on: what stands on the pages before is skipped already.</param>
    public Page<T> Of<T>(IEnumerable<T> rest)
    {
        var found = rest.Take(Size + 1).ToList();
        var hasNext = found.Count > Size;
        if (hasNext)
        {
            found.RemoveAt(Size);
        }

        return new Page<T>(found, Number, found is [] ? 0 : Size, Number > 1, hasNext);
    }
}
