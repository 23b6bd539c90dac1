using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Control.Inbox;

/// <summary>The emulator's own receivers of webhooks, by their names. One is there as soon as something comes to it.</summary>
/// <param name="logger">Told of registrations that send to the emulator itself.</param>
internal sealed partial class Inboxes(ILogger<Inboxes> logger)
{
    /// <summary>How many inboxes there may be.</summary>
    public const int Most = 20;

    private const int MostNoted = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, NamedInbox> _inboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(Guid RegistrationId, int Epoch)> _noted = [];

    /// <summary>Finds an inbox, or returns <see langword="null"/>.</summary>
    public NamedInbox? Find(string name)
    {
        lock (_lock)
        {
            return _inboxes.GetValueOrDefault(name);
        }
    }

    /// <summary>An inbox, made if it is the first time that it is heard of.</summary>
    /// <exception cref="RefusedException">There are too many already.</exception>
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
                throw ControlErrors.TooManyInboxes.Refuse(Most, string.Join(", ", _inboxes.Keys));
            }

            return _inboxes[name] = new NamedInbox(name);
        }
    }

    /// <summary>How many messages came to those that there are: when it grows, there is more to keep.</summary>
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

    /// <summary>Returns what is kept of all of them over a restart.</summary>
    public IReadOnlyList<SavedInbox> Save()
    {
        lock (_lock)
        {
            return [.. _inboxes.Values.Select(inbox => inbox.Save())];
        }
    }

    /// <summary>Goes on with what was kept of them.</summary>
    public void Load(IReadOnlyList<SavedInbox> saved) => saved.ToList().ForEach(inbox => Open(inbox.Name).Load(inbox));

    /// <summary>Forgets what came to an inbox. One that answers as all do is forgotten itself.</summary>
    public void Clear(string name)
    {
        lock (_lock)
        {
            if (_inboxes.TryGetValue(name, out var known))
            {
                known.Clear();
                if (known.IsUnused)
                {
                    _inboxes.Remove(name);
                }
            }
        }
    }

    /// <summary>A webhook came from the emulator itself: nobody is to think that the partner got it. It is told once of each registration.</summary>
    /// <param name="world">The world that it is from.</param>
    /// <param name="path">The address that it came to.</param>
    public void Note(World world, string path)
    {
        foreach (var registration in world.AllRegistrations.Where(registration => string.Equals(registration.CallbackUrl?.AbsolutePath, path, StringComparison.OrdinalIgnoreCase)))
        {
            lock (_lock)
            {
                if (_noted.Count == MostNoted)
                {
                    _noted.Clear();
                }

                if (!_noted.Add((registration.Id, world.EpochNumber)))
                {
                    continue;
                }
            }

            world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"inbox: {registration.EventName} goes to {path}, which is the emulator itself" });
            LogOwnReceiver(world.PartnerId, registration.EventName, path);
        }
    }

    [LoggerMessage(LogLevel.Information, "Partner {PartnerId}: {EventName} goes to {Path}, which is the emulator itself")]
    private partial void LogOwnReceiver(Guid partnerId, string eventName, string path);
}
