using System.Xml;
using System.Xml.Linq;
using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>Represents a report card as JUnit's XML, which CI servers read. A rule is a test case.</summary>
internal static class JUnitReport
{
    public static byte[] Of(Guid partnerId, DateTimeOffset now, IReadOnlyList<RuleResult> rules)
    {
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", $"partner {partnerId}"),
            new XAttribute("tests", rules.Count),
            new XAttribute("failures", rules.Count(rule => rule.Verdict is Verdict.Failed)),
            new XAttribute("errors", 0),
            new XAttribute("skipped", rules.Count(rule => rule.Verdict is Verdict.NotObservable)),
            new XAttribute("time", 0),
            new XAttribute("timestamp", now.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)),
            rules.Select(CaseOf));

        using var file = new MemoryStream();
        using (var writer = XmlWriter.Create(file, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            new XElement("testsuites", suite).WriteTo(writer);
        }

        return file.ToArray();
    }

    private static XElement CaseOf(RuleResult rule) => new(
        "testcase",
        new XAttribute("classname", "report"),
        new XAttribute("name", $"{rule.Rule}: {rule.Sentence}"),
        new XAttribute("time", 0),
        rule.Verdict switch
        {
            Verdict.Failed => new XElement("failure", new XAttribute("message", Plain(rule.Why)), new XAttribute("type", rule.Rule), EvidenceOf(rule)),
            Verdict.NotObservable => new XElement("skipped", new XAttribute("message", Plain(rule.Why))),
            _ => null,
        });

    private static string EvidenceOf(RuleResult rule) =>
        Plain(string.Join('\n', rule.Evidence.Select(evidence => $"entry {evidence.Entry}, {evidence.At:O}: {evidence.What}")));

    // Paths of calls may contain characters that XML cannot contain at all.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            plain.Append(rune.Value is '\n' or >= 0x20 and not (0xFFFE or 0xFFFF) ? rune : Rune.ReplacementChar);
        }

        return $"{plain}";
    }
}
