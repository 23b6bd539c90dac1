using System.Collections.Immutable;
using CrossRiver.Emulator.Page.Models;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossRiver.Emulator.Ui.Serving;

/// <summary>The address of a list, with the members of its query that choose rows.</summary>
/// <param name="Path">The path of the view.</param>
internal sealed record ListAddress(string Path)
{
    // A notice is for one view.
    private const string Notice = "done";

    private ImmutableDictionary<string, string> Members { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Returns the address of a view, as its frame has it.</summary>
    public static ListAddress Of(PageFrame frame)
    {
        var end = frame.Path.IndexOf('?', StringComparison.Ordinal);
        return end < 0 ? new ListAddress(frame.Path) : new ListAddress(frame.Path[..end])
        {
            Members = QueryHelpers.ParseQuery(frame.Path[end..])
                .Where(member => member.Key is not Notice)
                .ToImmutableDictionary(member => member.Key, member => member.Value.ToString(), StringComparer.Ordinal),
        };
    }

    /// <summary>Returns the value of a member, or an empty text if the address has none.</summary>
    public string TextOf(string name) => Members.GetValueOrDefault(name, "");

    /// <summary>Returns the value of a member as a number, or null if it is none.</summary>
    public long? NumberOf(string name) => long.TryParse(TextOf(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Returns the address with another value of a member.</summary>
    /// <param name="value">The value, or null to leave the member out.</param>
    public ListAddress With(string name, object? value) => this with
    {
        Members = value is null ? Members.Remove(name) : Members.SetItem(name, string.Create(CultureInfo.InvariantCulture, $"{value}")),
    };

    public override string ToString() => QueryHelpers.AddQueryString(
        Path,
        Members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, (string?)member.Value)));
}
