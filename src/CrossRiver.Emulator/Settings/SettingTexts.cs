using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CrossRiver.Emulator.Settings;

/// <summary>What the docstrings of settings say, as plain text. The compiler puts them into a file beside the program; without it there are none.</summary>
/// <param name="Summary">What the setting, or the section, is.</param>
/// <param name="Values">Its unit, range and default; empty for a section.</param>
internal sealed partial record SettingTexts(string Summary, string Values)
{
    private static readonly Lazy<Dictionary<string, XElement>> Members = new(Read);

    /// <summary>The text of a setting.</summary>
    public static SettingTexts Of(PropertyInfo setting) => Of($"P:{setting.DeclaringType!.FullName}.{setting.Name}");

    /// <summary>What a section is about, without its name: <c>how webhooks are delivered</c>.</summary>
    public static string OfSection(Type options) => Of($"T:{options.FullName}").Summary.Split(": the section")[0];

    private static SettingTexts Of(string member) => Members.Value.TryGetValue(member, out var found)
        ? new SettingTexts(TextOf(found.Element("summary")), TextOf(found.Element("value")))
        : new SettingTexts("", "");

    private static Dictionary<string, XElement> Read()
    {
        var file = Path.ChangeExtension(typeof(SettingTexts).Assembly.Location, ".xml");
        return File.Exists(file)
            ? XDocument.Load(file).Descendants("member").ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal)
            : [];
    }

    // A reference is the last part of the name it refers to.
    private static string TextOf(XElement? element) => Space().Replace(
        string.Concat(element?.Nodes().Select(node => node is XElement inner ? NameIn(inner) : $"{node}") ?? []),
        " ").Trim().Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    private static string NameIn(XElement element) =>
        (string?)element.Attribute("langword") ?? ((string?)element.Attribute("cref"))?.Split('.')[^1] ?? element.Value;

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Space();
}
