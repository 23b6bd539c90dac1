using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CrossRiver.Emulator.Settings;

/// <summary>Represents the documentation of a setting as plain text. It is empty without the compiler's documentation file beside the program.</summary>
/// <param name="Summary">The description of the setting, or of the section.</param>
/// <param name="Values">The unit, range and default, or an empty text for a section.</param>
internal sealed partial record SettingTexts(string Summary, string Values)
{
    private static readonly Lazy<Dictionary<string, XElement>> Members = new(Read);

    /// <summary>Returns the documentation of a setting.</summary>
    public static SettingTexts Of(PropertyInfo setting) => Of($"P:{setting.DeclaringType!.FullName}.{setting.Name}");

    /// <summary>Returns the description of a section without its name: <c>how webhooks are delivered</c>.</summary>
    public static string OfSection(Type options) => Of($"T:{options.FullName}").Summary.Split(": the section")[0];

    private static SettingTexts Of(string member) => Members.Value.TryGetValue(member, out var found)
        ? new SettingTexts(TextOf(found.Element("summary")), TextOf(found.Element("value"))) : new SettingTexts("", "");

    private static Dictionary<string, XElement> Read()
    {
        var file = Path.ChangeExtension(typeof(SettingTexts).Assembly.Location, ".xml");
        return File.Exists(file)
            ? XDocument.Load(file).Descendants("member").ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal) : [];
    }

    // Only the last part of a reference is readable text.
    private static string TextOf(XElement? element) => Space().Replace(
        string.Concat(element?.Nodes().Select(node => node is XElement inner ? NameIn(inner) : $"{node}") ?? []),
        " ").Trim().Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    private static string NameIn(XElement element) =>
        (string?)element.Attribute("langword") ?? ((string?)element.Attribute("cref"))?.Split('.')[^1] ?? element.Value;

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Space();
}
