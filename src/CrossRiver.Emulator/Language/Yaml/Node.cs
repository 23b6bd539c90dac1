using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Language.Yaml;

/// <summary>A value in a YAML file, and where it begins.</summary>
/// <param name="place">Where.</param>
internal abstract class Node(Place place)
{
    public Place Place { get; } = place;

    /// <summary>How many values it consists of, itself included.</summary>
    public virtual int Size => 1;

    /// <summary>How many levels it has, its own included.</summary>
    public virtual int Height => 1;
}

/// <summary>A value without parts. Numbers, dates, true and false are text, too: quotes make no difference to them.</summary>
internal sealed class TextNode(Place place, string text, bool isQuoted) : Node(place)
{
    public string Text { get; } = text;

    /// <summary>Whether it is YAML's way of saying nothing. In quotes it is text.</summary>
    public bool IsNothing { get; } = !isQuoted && text is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A list of values.</summary>
internal sealed class ListNode(Place place, IReadOnlyList<Node> items) : Node(place)
{
    public IReadOnlyList<Node> Items { get; } = items;

    public override int Size { get; } = 1 + items.Sum(item => item.Size);

    public override int Height { get; } = 1 + items.Select(item => item.Height).DefaultIfEmpty().Max();
}

/// <summary>Keys with values.</summary>
internal sealed class MappingNode(Place place, IReadOnlyList<Member> members) : Node(place)
{
    /// <summary>The keys with their values, in the order of the file; no key is there twice.</summary>
    public IReadOnlyList<Member> Members { get; } = members;

    public override int Size { get; } = 1 + members.Sum(member => 1 + member.Value.Size);

    public override int Height { get; } = 1 + members.Select(member => member.Value.Height).DefaultIfEmpty().Max();

    /// <summary>Whether a key is there.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Finds the member of a key, or returns <see langword="null"/>.</summary>
    public Member? Find(string key) => Members.FirstOrDefault(member => member.Key.Text == key);

    /// <summary>Where a key stands, or the mapping's own place when it is not there.</summary>
    public Place PlaceOf(string key) => Find(key)?.Key.Place ?? Place;
}

/// <summary>A key with its value.</summary>
internal sealed record Member(TextNode Key, Node Value);

/// <summary>A place in a file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(int Line, int Column);
