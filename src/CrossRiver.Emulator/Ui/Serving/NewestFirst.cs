using CrossRiver.Emulator.Page.Models;

namespace CrossRiver.Emulator.Ui.Serving;

/// <summary>A page of a list, the newest row first.</summary>
/// <remarks>A page ends before a number, so that new rows do not move its rows.</remarks>
internal sealed record NewestFirst<T>(IReadOnlyList<T> Rows, Neighbours Neighbours)
{
    private const string Before = "before";

    /// <summary>Returns the page that an address names, or else the newest page.</summary>
    /// <param name="rows">All rows, the oldest first.</param>
    /// <param name="numberOf">Returns the number of a row. It increases from row to row.</param>
    public static NewestFirst<T> Of(IReadOnlyList<T> rows, Func<T, long> numberOf, int size, ListAddress address)
    {
        var end = address.NumberOf(Before) is { } before ? rows.Count(row => numberOf(row) < before) : rows.Count;
        var start = Math.Max(0, end - size);
        return new NewestFirst<T>(
            [.. rows.Take(start..end).Reverse()],
            new Neighbours(
                end == rows.Count ? null : AddressBefore(end + size),
                start is 0 ? null : AddressBefore(start)));

        string AddressBefore(int place) => $"{address.With(Before, place < rows.Count ? numberOf(rows[place]) : null)}";
    }
}
