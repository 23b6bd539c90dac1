using System.Globalization;
using CrossRiver.Emulator.Errors;

namespace CrossRiver.Emulator.Paging;

/// <summary>Which page a caller asked for: the query members <c>pageNumber</c> and <c>pageSize</c>.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">1 to 50.</param>
/// <remarks>Source of the largest size: the bank's page on pagination. Assumed: the default of 10, and that a larger size is cut to 50.</remarks>
internal sealed record PageRequest(int Number, int Size)
{
    private const int DefaultSize = 10;
    private const int LargestSize = 50;

    /// <summary>Reads the query of a request; minimal APIs call this for a handler's parameter.</summary>
    /// <exception cref="RefusedException">A member is not a whole number from 1.</exception>
    public static ValueTask<PageRequest> BindAsync(HttpContext context)
    {
        var faults = new List<string>();
        var number = Read(context, "pageNumber", "PageNumber", 1, faults);
        var size = Read(context, "pageSize", "PageSize", DefaultSize, faults);

        return faults is []
            ? ValueTask.FromResult(new PageRequest(number, Math.Min(size, LargestSize)))
            : throw RefusedException.Invalid(faults);
    }

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

    private static int Read(HttpContext context, string member, string field, int byDefault, List<string> faults)
    {
        var text = context.Request.Query[member].ToString();
        if (text.Length == 0)
        {
            return byDefault;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < 1)
        {
            faults.Add($"{field} must be a whole number from 1");
        }

        return value;
    }
}
