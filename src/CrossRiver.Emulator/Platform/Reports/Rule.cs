namespace CrossRiver.Emulator.Platform.Reports;

/// <summary>Something that a good integration does, and that a journal shows.</summary>
/// <param name="order">Where it stands in a report: a rule of a lower order comes before it.</param>
/// <param name="name">Its name, which stays the same.</param>
/// <param name="sentence">What a good integration does, as a sentence about it.</param>
/// <param name="source">Where the rule is from, in the words of <c>docs/fidelity.md</c> and with its section: <c>pages</c> or <c>ours</c>.</param>
/// <param name="unseen">Why there is no verdict when nothing was observed.</param>
internal abstract class Rule(int order, string name, string sentence, string source, string unseen)
{
    private const int MostBroken = 20;
    private const int MostKept = 5;

    /// <summary>Gets where the rule stands in a report: a rule of a lower order comes before it.</summary>
    public int Order { get; } = order;

    public string Name { get; } = name;

    public string Sentence { get; } = sentence;

    public string Source { get; } = source;

    /// <summary>Where the rule was kept and where it was broken, in the journal's order.</summary>
    public abstract IEnumerable<Observation> Observe(History history);

    /// <summary>Judges what happened. What was lost may have broken the rule, so that without it nobody can say that it was kept.</summary>
    public JudgedRule Judge(History history)
    {
        var (kept, broken) = (new Sample(MostKept), new Sample(MostBroken));
        foreach (var observation in Observe(history))
        {
            (observation.IsGood ? kept : broken).Add(observation);
        }

        var (verdict, why, evidence) = (broken.Count, kept.Count) switch
        {
            ( > 0, _) => (Verdict.Failed, $"{broken.Count} of {broken.Count + kept.Count} were not so", broken.Evidence),
            (_, 0) => (Verdict.NotObservable, $"{unseen}{(history.Lost > 0 ? $" in what is kept; {history.Lost} older entries were lost" : "")}", kept.Evidence),
            _ when history.Lost > 0 => (Verdict.NotObservable, $"{kept.Count} were so, but {history.Lost} older entries were lost", kept.Evidence),
            _ => (Verdict.Passed, $"all {kept.Count} were so", kept.Evidence),
        };

        return new JudgedRule(Name, verdict, Sentence, why, kept.Count, broken.Count, evidence, Source);
    }

    // All are counted, and the first are kept.
    private sealed class Sample(int most)
    {
        private readonly List<Evidence> _evidence = [];

        public int Count { get; private set; }

        public IReadOnlyList<Evidence> Evidence => _evidence;

        public void Add(Observation observation)
        {
            Count++;
            if (_evidence.Count < most)
            {
                _evidence.Add(new Evidence(observation.Entry.Number, observation.Entry.At, observation.What));
            }
        }
    }
}

/// <summary>A place in the journal where a rule was kept or broken.</summary>
/// <param name="Entry">The entry that shows it.</param>
/// <param name="IsGood">Whether the rule was kept.</param>
/// <param name="What">What the entry shows, in a line.</param>
internal sealed record Observation(JournalEntry Entry, bool IsGood, string What);
