using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Recording;

/// <summary>Writes what happened to a customer as a scenario file that plays the same story.</summary>
internal sealed class StoryRecorder(ModuleCatalog modules, ScenarioFormat format, FaultSchemas schemas, IFaultRuleSource source)
{
    private const int LongestName = 100;

    /// <summary>Returns the text of the file. Call only while holding the world lock.</summary>
    /// <param name="name">The name of the scenario, or null for the name of the customer's scenario after <c>saved-</c>.</param>
    /// <param name="matches">Whether the scenario matches the client identifier of the customer. Else it must be asked for by name.</param>
    /// <exception cref="ApiException">The story is not known from its beginning, or a scenario cannot say it (409), or the name is no name (400).</exception>
    public string Record(World world, Subject subject, string? name, bool matches)
    {
        if (name is not null && !Values.Name.TryRead(new TextNode(default, name, isQuoted: true), new ParseContext("name"), out _))
        {
            throw ApiException.Invalid([$"Name must be small letters, digits and hyphens, at most {LongestName}"]);
        }

        if (world.FindPart<ScenarioPlayer>()?.Stories.FindPast(subject.Id) is not { } past)
        {
            throw ScenarioErrors.StoryForgotten.ToException(subject.Id, "it has no scenario");
        }

        if (past.Lost > 0)
        {
            throw ScenarioErrors.StoryForgotten.ToException(subject.Id, $"only its last {StoryHistory.Most} steps are kept");
        }

        var entries = new StoryEntries(world.Journal, subject);
        var faults = world.FindPart<WorldFaults>();
        var changes = RecordedChange.In(entries, modules.SettableFields);
        var (timeline, remarks) = RecordedTimeline.Of(entries, changes, past, modules.FieldsOfSubjects);
        var (calls, callRemarks) = new RecordedCallFaults(past.Scenario, faults, source.Conditions, modules.Operations, schemas).Of(entries);
        var (delivery, deliveryRemarks) = new RecordedDeliveryFaults(past.Scenario, faults, schemas).Of(entries);
        var saved = new Scenario
        {
            Name = name ?? NameOf(past.Scenario),
            Title = $"What happened to a customer of {past.Scenario.Name}",
            Seed = past.Scenario.Seed,
            Match = matches ? MatchOf(subject) : null,
            Timeline = timeline,
            Delivery = delivery,
            Api = calls,
        };
        var others = OthersOf(entries, changes, subject).Concat(FutureOf(world.Stories.Timelines.Of(subject.Id)));
        return Print(saved, [.. remarks, .. callRemarks, .. deliveryRemarks, .. others], subject);
    }

    private static string NameOf(Scenario scenario)
    {
        var name = $"saved-{scenario.Name}";
        return name.Length > LongestName ? name[..LongestName] : name;
    }

    private static Match MatchOf(Subject subject) => subject.ClientIdentifier is { } identifier
        ? new Match { Body = [new FieldMatch("clientIdentifier", [new ExactTest(identifier)])] }
        : throw ApiException.Invalid(["Match must be false, because the customer has no clientIdentifier"]);

    private static IEnumerable<string> FutureOf(Timeline timeline)
    {
        var future = timeline.Planned.Select(step => step.Id).Concat(timeline.Holds.Select(hold => $"an action at {hold.Id}")).ToList();
        return future is [] ? [] : [$"The story was not over: {string.Join(", ", future.Take(10))}{(future.Count > 10 || timeline.IsCut ? " and more" : "")} had not come yet."];
    }

    // A scenario contains no acts of a tester on webhooks, and no single account.
    private IEnumerable<string> OthersOf(StoryEntries entries, IReadOnlyList<RecordedChange> changes, Subject subject)
    {
        foreach (var entry in entries.Control.Where(entry => entry.By is EntryCause.Tester))
        {
            var isOfEvent = entry.What.Split(' ') is ["deliveries:", var id, ..] && entries.FindEvent(GuidText.Parse(id)) is not null;
            if (isOfEvent || (entry.What.Contains($"of customer {subject.Id}", StringComparison.Ordinal) && entry.What.Contains(" with details ", StringComparison.Ordinal)))
            {
                yield return $"Left out, {Duration.Print(entry.At - entries.BeganAt)} after the create: {entry.What}";
            }
        }

        foreach (var change in changes.Where(change => change.Entry.By is EntryCause.Tester && change.Set is { } set && !modules.FieldsOfSubjects.Contains(set.Field)))
        {
            yield return $"{change.Set} was set for one account; a scenario sets it for every account of the customer.";
        }
    }

    private string Print(Scenario saved, IReadOnlyList<string> remarks, Subject subject)
    {
        var text = format.PrintFile(saved, remarks);
        var errors = format.Parse(text, "saved").Errors.Select(error => error.Text).ToList();
        return errors is [] ? text : throw ScenarioErrors.NoScenario.ToException(subject.Id, string.Join("; ", errors));
    }
}
