using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Control.Inbox;

/// <summary>Represents the emulator's own receivers of webhooks, by their names. The first message creates an inbox.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed partial class Inboxes(ILogger<Inboxes> logger)
{
    public const int Most = 20;

    private const int MostNoted = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, NamedInbox> _inboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(Guid RegistrationId, int Epoch)> _noted = [];

    public NamedInbox? Find(string name)
    {
        lock (_lock)
        {
            return _inboxes.GetValueOrDefault(name);
        }
    }

    /// <summary>Gets all inboxes, sorted by name.</summary>
    public IReadOnlyList<NamedInbox> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _inboxes.Values.OrderBy(inbox => inbox.Name, StringComparer.OrdinalIgnoreCase)];
            }
        }
    }

    /// <summary>Returns an inbox, and creates it on first use.</summary>
    /// <exception cref="ApiException">409: there are <see cref="Most"/> inboxes of other names.</exception>
    public NamedInbox Open(string name)
    {
        lock (_lock)
        {
            if (_inboxes.TryGetValue(name, out var known))
            {
                return known;
            }

            if (_inboxes.Count == Most)
            {
                throw ControlErrors.TooManyInboxes.ToException(Most, string.Join(", ", _inboxes.Keys));
            }

            return _inboxes[name] = new NamedInbox(name);
        }
    }

    /// <summary>Gets the number of messages to all inboxes, which grows with each change to save.</summary>
    public long Received
    {
        get
        {
            lock (_lock)
            {
                return _inboxes.Values.Sum(inbox => inbox.Received);
            }
        }
    }

    public IReadOnlyList<SavedInbox> Save()
    {
        lock (_lock)
        {
            return [.. _inboxes.Values.Select(inbox => inbox.Save())];
        }
    }

    public void Load(IReadOnlyList<SavedInbox> saved) => saved.ToList().ForEach(inbox => Open(inbox.Name).Load(inbox));

    /// <summary>Deletes the messages of an inbox, and the inbox itself unless it has an answer set.</summary>
    public void Clear(string name)
    {
        lock (_lock)
        {
            if (_inboxes.TryGetValue(name, out var known) && known.Clear())
            {
                _inboxes.Remove(name);
            }
        }
    }

    /// <summary>Reports once for each registration that its webhooks are sent to the emulator itself, and not to the partner.</summary>
    /// <param name="path">The address of the inbox.</param>
    public void Note(World world, string path)
    {
        var own = world.AllRegistrations.Where(registration => string.Equals(registration.CallbackUrl?.AbsolutePath, path, StringComparison.OrdinalIgnoreCase)).ToList();

        // The entries are made while holding the lock, so that they are in the order of the registrations whichever webhooks arrive together.
        lock (_lock)
        {
            foreach (var registration in own.Where(registration => !_noted.Contains((registration.Id, world.EpochNumber))))
            {
                if (_noted.Count == MostNoted)
                {
                    _noted.Clear();
                }

                _noted.Add((registration.Id, world.EpochNumber));
                world.Note($"inbox: {registration.EventName} is sent to {path}, which is the emulator itself");
                LogOwnReceiver(world.PartnerId, registration.EventName, path);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Partner {PartnerId}: {EventName} is sent to {Path}, which is the emulator itself")]
    private partial void LogOwnReceiver(Guid partnerId, string eventName, string path);
}
