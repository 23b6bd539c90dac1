using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Language.Yaml;

/// <summary>Represents a value in a YAML file, and the place where it begins.</summary>
internal abstract class Node(Place place)
{
    public Place Place { get; } = place;

    /// <summary>Gets the number of its values, including itself.</summary>
    public virtual int Size => 1;

    /// <summary>Gets the number of its levels, including its own.</summary>
    public virtual int Height => 1;
}

/// <summary>Represents a value without parts. Numbers, dates and flags are text, too, with or without quotes.</summary>
internal sealed class TextNode(Place place, string text, bool isQuoted) : Node(place)
{
    public string Text { get; } = text;

    /// <summary>Gets whether it is YAML's null. In quotes it is text.</summary>
    public bool IsNothing { get; } = !isQuoted && text is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed class ListNode(Place place, IReadOnlyList<Node> items) : Node(place)
{
    public IReadOnlyList<Node> Items { get; } = items;

    public override int Size { get; } = 1 + items.Sum(item => item.Size);

    public override int Height { get; } = 1 + items.Select(item => item.Height).DefaultIfEmpty().Max();
}

/// <summary>Represents a mapping of keys to values.</summary>
internal sealed class MappingNode(Place place, IReadOnlyList<Member> members) : Node(place)
{
    /// <summary>Gets the keys with their values, in the order of the file. Each key is unique.</summary>
    public IReadOnlyList<Member> Members { get; } = members;

    public override int Size { get; } = 1 + members.Sum(member => 1 + member.Value.Size);

    public override int Height { get; } = 1 + members.Select(member => member.Value.Height).DefaultIfEmpty().Max();

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Returns a key with its value, or null if there is none.</summary>
    public Member? Find(string key) => Members.FirstOrDefault(member => member.Key.Text == key);

    /// <summary>Returns the place of a key, or of the mapping if the key is missing.</summary>
    public Place PlaceOf(string key) => Find(key)?.Key.Place ?? Place;
}

internal sealed record Member(TextNode Key, Node Value);

/// <summary>Represents a place in a file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(int Line, int Column);
