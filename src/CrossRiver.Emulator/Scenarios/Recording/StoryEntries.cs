using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Scenarios.Recording;

/// <summary>Represents the entries of a journal about one customer, from its create on.</summary>
internal sealed class StoryEntries
{
    private readonly IReadOnlyList<JournalEntry> _own;
    private readonly bool _isAgain;

    /// <remarks>The story of a customer that was created again after a reset or a return is its second story.</remarks>
    /// <exception cref="ApiException">The journal has no longer the beginning of the story, or the world returned in the middle of the story.</exception>
    public StoryEntries(JournalBuffer journal, Subject subject)
    {
        var all = journal.Between(0, journal.LastNumber, static entry => entry.Number).ToList();
        var create = all.FindLastIndex(IsCreate);
        if (create < 0)
        {
            throw ScenarioErrors.StoryForgotten.ToException(subject.Id, "the journal does not have its create: it was dropped or cleared, or the customer was seeded");
        }

        var beginning = all.FindLastIndex(create, entry => entry is ControlEntry control && WorldLifecycle.IsBeginning(control));
        _isAgain = all.Take(create).Any(IsCreate);
        BeganAt = all[create].At;
        Control = [.. all.Skip(create).OfType<ControlEntry>()];
        _own = [.. all.Skip(beginning + 1).Where(entry => entry.AboutCustomer == subject.Id)];
        Changes = [.. _own.SkipWhile(entry => entry != all[create]).Skip(1).Where(entry => entry is ChangeEntry or EventEntry)];
        Faults = [.. _own.OfType<FaultEntry>()];
        if (Control.FirstOrDefault(WentBack) is { } back)
        {
            throw ScenarioErrors.StoryForgotten.ToException(subject.Id, $"the world went back in the middle of it ({back.What})");
        }

        bool IsCreate(JournalEntry entry) => entry is ChangeEntry { What: "created" } && entry.AboutCustomer == subject.Id;
    }

    /// <summary>Gets the moment of the create.</summary>
    public DateTimeOffset BeganAt { get; }

    /// <summary>Gets the changes and events after the create, in their order.</summary>
    public IReadOnlyList<JournalEntry> Changes { get; }

    public IReadOnlyList<FaultEntry> Faults { get; }

    /// <summary>Gets the entries of control calls to the world since the create.</summary>
    public IReadOnlyList<ControlEntry> Control { get; }

    /// <summary>Returns the event of an identifier, or null if it is no event of the customer.</summary>
    public EventEntry? FindEvent(Guid? eventId) => Changes.OfType<EventEntry>().FirstOrDefault(happened => happened.EventId == eventId && eventId is not null);

    /// <summary>Returns the number of an event among the customer's events of its name, from 1.</summary>
    public int NumberOf(EventEntry happened) =>
        Changes.OfType<EventEntry>().Where(other => other.EventName == happened.EventName).TakeWhile(other => other != happened).Count() + 1;

    /// <summary>Returns the number of the call of a fault among the customer's calls of its operation, from 1.</summary>
    public int NumberOfCall(FaultEntry fault, string operation) => _own.OfType<CallEntry>()
        .Where(call => call.Operation == operation).TakeWhile(call => call.RequestId != fault.RequestId).Count() + 1;

    /// <summary>Returns the number of the attempt that a fault struck, from 1.</summary>
    public int AttemptOf(FaultEntry fault) =>
        _own.TakeWhile(entry => entry != fault).OfType<AttemptEntry>().Count(attempt => attempt.EventId == fault.EventId && attempt.Copy is null) + 1;

    // A snapshot from the first story continues the first story.
    private bool WentBack(ControlEntry entry) =>
        WorldLifecycle.IsBeginning(entry) && (_isAgain || _own.Any(other => other.Number < entry.Number && other is ChangeEntry or EventEntry && other.At >= entry.At));
}
