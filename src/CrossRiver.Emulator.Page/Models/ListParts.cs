namespace CrossRiver.Emulator.Page.Models;

/// <summary>A customer in a line of a list.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Name">The full name, or null if the world no longer has the customer.</param>
public sealed record CustomerLink(Guid Id, string? Name);

/// <summary>A filter of a list.</summary>
/// <param name="Text">The name of the filter.</param>
/// <param name="Address">The address of the filtered list.</param>
/// <param name="IsCurrent">Whether the view shows this list.</param>
public sealed record FilterLink(string Text, string Address, bool IsCurrent)
{
    /// <summary>Gets the number of rows, or null if it is not counted.</summary>
    public int? Count { get; init; }
}

/// <summary>The neighbours of a page in a list with the newest row first.</summary>
/// <param name="Newer">The address of the page with newer rows, or null for the newest page.</param>
/// <param name="Older">The address of the page with older rows, or null for the oldest page.</param>
public sealed record Neighbours(string? Newer, string? Older)
{
    /// <summary>Gets the neighbours of the only page.</summary>
    public static Neighbours None { get; } = new(Newer: null, Older: null);
}
