using CrossRiver.Emulator.Kernel.Journal;

namespace CrossRiver.Emulator.Platform.Reports;

/// <summary>The verdict of a rule on what a journal shows, with its reason and its evidence.</summary>
public sealed class RuleTests
{
    private static readonly Rule Good = new GoodNotes();

    [Theory]
    [InlineData("", 0, "not observable", "There was no note", "")]
    [InlineData("", 3, "not observable", "There was no note in what is kept; 3 older entries were lost", "")]
    [InlineData("good", 0, "passed", "all 1 were so", "1")]
    [InlineData("good good good good good good", 0, "passed", "all 6 were so", "1 2 3 4 5")]
    [InlineData("good good good good good good", 1, "not observable", "6 were so, but 1 older entries were lost", "1 2 3 4 5")]
    [InlineData("good bad good bad", 0, "failed", "2 of 4 were not so", "2 4")]
    [InlineData("bad", 7, "failed", "1 of 1 were not so", "1")]
    public void A_journal_gives_a_verdict_with_its_reason_and_its_first_evidence(string notes, long lost, string verdict, string why, string evidence)
    {
        var result = Good.Judge(Of(notes.Split(' ', StringSplitOptions.RemoveEmptyEntries), lost));

        Assert.Equal(verdict, result.Verdict switch { Verdict.Passed => "passed", Verdict.Failed => "failed", _ => "not observable" });
        Assert.Equal(why, result.Why);
        Assert.Equal(evidence, string.Join(' ', result.Evidence.Select(shown => shown.Entry)));
    }

    [Fact]
    public void The_result_names_the_rule_and_counts_what_was_seen()
    {
        var result = Good.Judge(Of(["good", "bad", "good"], lost: 0));

        Assert.Equal(("good-notes", "Notes are good.", "ours", 2, 1), (result.Rule, result.Sentence, result.Source, result.Kept, result.Broken));
        Assert.Equal(new Evidence(2, DateTimeOffset.UnixEpoch.AddSeconds(2), "a bad note"), Assert.Single(result.Evidence));
    }

    [Fact]
    public void Of_many_broken_places_the_first_twenty_are_shown()
    {
        var result = Good.Judge(Of([.. Enumerable.Repeat("bad", 25)], lost: 0));

        Assert.Equal(25, result.Broken);
        Assert.Equal(Enumerable.Range(1, 20), result.Evidence.Select(shown => (int)shown.Entry));
    }

    private static History Of(IReadOnlyList<string> notes, long lost) =>
        new([.. notes.Select((what, index) => new ControlEntry { At = DateTimeOffset.UnixEpoch.AddSeconds(index + 1), What = what, Number = index + 1 })], lost);

    private sealed class GoodNotes() : Rule(1, "good-notes", "Notes are good.", "ours", "There was no note")
    {
        public override IEnumerable<Observation> Observe(History history) =>
            history.Entries.OfType<ControlEntry>().Select(note => new Observation(note, note.What is "good", $"a {note.What} note"));
    }
}
