using CrossRiver.Emulator.Kernel.Journal.Matching;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>Represents the expectations of a journal.</summary>
internal sealed record AssertRequest(IReadOnlyList<ExpectRequest> Expect) : IRequestBody
{
    private const int MostExpectations = 100;
    private const int LargestCount = 1_000_000;

    private static readonly FieldType Kind = FieldType.OfText(
        $"must be one of {string.Join(", ", EntryKinds.Names)}", text => EntryKinds.Find(text) is not null, new FieldFormat { Names = [.. EntryKinds.Names] });

    private static readonly FieldType Count = new(
        $"must be a whole number from 0 to {LargestCount}, or an object with atLeast, atMost or both",
        value => IsCount(value.Json) || IsRange(value.Json),
        new FieldFormat { Kind = FieldKind.WholeNumberOrSection, IsPartial = true });

    private static readonly IReadOnlyList<Field> Fields =
    [
        List("expect", MostExpectations, Of("kind", Kind).Required(), Of("match", SnapshotBody.Match), Of("count", Count), Of("inOrder", FieldType.Flag)).Required(),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <summary>Returns the expectations of a checked body.</summary>
    /// <exception cref="ApiException">The body names members that entries of the kind do not have.</exception>
    public static IReadOnlyList<Expectation> Read(AssertRequest request) => [.. request.Expect.Select((expect, i) => Read(expect, $"Expect[{i}]"))];

    private static Expectation Read(ExpectRequest expect, string title)
    {
        var kind = EntryKinds.Find(expect.Kind)!;
        var exactly = expect.Count is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null as int?;

        return new Expectation(kind, SnapshotBody.ReadPattern($"{title}.Match", kind, expect.Match))
        {
            AtLeast = exactly ?? expect.Count?.FindMember("atLeast")?.GetInt32() ?? (expect.Count is null ? 1 : 0),
            AtMost = exactly ?? expect.Count?.FindMember("atMost")?.GetInt32(),
            InOrder = expect.InOrder ?? false,
        };
    }

    private static bool IsCount(JsonElement value) => value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var count) && count is >= 0 and <= LargestCount;

    private static bool IsRange(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object
        && value.EnumerateObject().Any()
        && value.EnumerateObject().All(member => (member.IsNamed("atLeast") || member.IsNamed("atMost")) && IsCount(member.Value));
}

/// <summary>Represents an expectation of a journal.</summary>
/// <param name="Match">The members that the entries must have, or null for any.</param>
/// <param name="Count">A number, or an object with <c>atLeast</c> and <c>atMost</c>. The default is at least one.</param>
/// <param name="InOrder">Whether the entries must follow the entries of the previous expectation.</param>
internal sealed record ExpectRequest(string Kind, JsonElement? Match, JsonElement? Count, bool? InOrder);

/// <summary>Represents the verdict on a journal.</summary>
/// <param name="Passed">Whether all expectations are met.</param>
/// <param name="Results">The result of each expectation, in their order.</param>
internal sealed record AssertAnswer(World World, bool Passed, IReadOnlyList<Finding> Results) : WorldStamp(World)
{
    /// <summary>Checks expectations against the journal of a world.</summary>
    public static AssertAnswer Of(World world, IReadOnlyList<Expectation> expectations)
    {
        var filter = new JournalFilter { Kinds = [.. expectations.Select(expectation => expectation.Kind)] };
        var entries = world.Journal.Read(new JournalQuery(After: 0, int.MaxValue) { Filter = filter }).Entries;
        var findings = Expectation.Check(entries, expectations);

        return new AssertAnswer(world, findings.All(finding => finding.Passed), findings);
    }
}
