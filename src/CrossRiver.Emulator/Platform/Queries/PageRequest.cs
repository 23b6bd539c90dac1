namespace CrossRiver.Emulator.Platform.Queries;

/// <summary>The page that a caller asks for: the query members <c>pageNumber</c> and <c>pageSize</c>.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">1 to 50.</param>
/// <remarks>Source of the largest size: the bank's page on pagination. Assumed: the default of 10, and that a larger size is cut to 50.</remarks>
internal sealed record PageRequest(int Number, int Size) : IQuery<PageRequest>
{
    private const int DefaultSize = 10;
    private const int LargestSize = 50;

    public static PageRequest Read(QueryReader query) => new(
        query.Count("pageNumber", "The number of the page, from 1.", byDefault: 1),
        Math.Min(query.Count("pageSize", $"How many things a page has; more than {LargestSize} are cut to {LargestSize}.", DefaultSize), LargestSize));

    /// <summary>Gets the number of results on the pages before.</summary>
    public int Skipped => (int)Math.Min((long)(Number - 1) * Size, int.MaxValue);

    /// <summary>Returns this page.</summary>
    /// <param name="rest">The list from this page on, without the results on the pages before.</param>
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

/// <summary>One page of a list, as the bank answers it.</summary>
/// <remarks>Source: the bank's page on pagination and recorded answers; there is no total. An empty page says <c>pageSize: 0</c>.</remarks>
internal sealed record Page<T>(IReadOnlyList<T> Results, int PageNumber, int PageSize, bool HasPreviousPage, bool HasNextPage);
