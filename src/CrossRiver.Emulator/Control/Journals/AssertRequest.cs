using CrossRiver.Emulator.Kernel.Journal.Matching;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>What is expected of a journal.</summary>
internal sealed record AssertRequest(IReadOnlyList<ExpectRequest> Expect) : IRequestBody
{
    private const int MostExpectations = 100;
    private const int LargestCount = 1_000_000;

    private static readonly FieldType Kind = FieldType.OfText(
        $"must be one of {string.Join(", ", EntryKinds.Names)}",
        text => EntryKinds.Find(text) is not null,
        new FieldForm { Names = [.. EntryKinds.Names] });

    private static readonly FieldType Count = new(
        $"must be a whole number from 0 to {LargestCount}, or an object with atLeast, atMost or both",
        value => IsCount(value.Json) || IsRange(value.Json),
        new FieldForm { Kind = FieldKind.WholeNumberOrSection, IsPartial = true });

    private static readonly IReadOnlyList<Field> Fields =
    [
        List("expect", MostExpectations, Of("kind", Kind).Required(), Of("match", StrictBody.Match), Of("count", Count), Of("inOrder", FieldType.Flag)).Required(),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <summary>The expectations of a body that was checked.</summary>
    /// <exception cref="RefusedException">It names members that there are not.</exception>
    public static IReadOnlyList<Expectation> Read(AssertRequest request) => [.. request.Expect.Select((expect, i) => Read(expect, $"Expect[{i}]"))];

    private static Expectation Read(ExpectRequest expect, string title)
    {
        var kind = EntryKinds.Find(expect.Kind)!;
        var exactly = expect.Count is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null as int?;

        return new Expectation(kind, StrictBody.ReadPattern($"{title}.Match", kind, expect.Match))
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

/// <summary>One thing that is expected of a journal.</summary>
/// <param name="Kind">The kind of the entries.</param>
/// <param name="Match">What their members have to be, or <see langword="null"/> for any.</param>
/// <param name="Count">How many there are: a number, or an object with <c>atLeast</c> and <c>atMost</c>; at least one when it is absent.</param>
/// <param name="InOrder">Whether they come after those of the expectation before.</param>
internal sealed record ExpectRequest(string Kind, JsonElement? Match, JsonElement? Count, bool? InOrder);

/// <summary>The verdict on a journal.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Passed">Whether everything is as expected.</param>
/// <param name="Results">What was found of each expectation, in their order.</param>
internal sealed record AssertAnswer(Guid PartnerId, DateTimeOffset Now, int Epoch, bool Passed, IReadOnlyList<Finding> Results)
{
    /// <summary>Holds expectations against the journal of a world.</summary>
    public static AssertAnswer Of(World world, IReadOnlyList<Expectation> expectations)
    {
        var filter = new JournalFilter { Kinds = [.. expectations.Select(expectation => expectation.Kind)] };
        var entries = world.Journal.Read(new JournalQuestion(After: 0, int.MaxValue) { Filter = filter }).Entries;
        var findings = Expectation.Check(entries, expectations);

        return new AssertAnswer(world.PartnerId, world.Clock.Now, world.EpochNumber, findings.All(finding => finding.Passed), findings);
    }
}
