namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>The life of one registration as the contract tells it, without sockets, threads or time: what the emulator is compared with.</summary>
internal sealed class RegistrationModel
{
    private static readonly int[] Waits = [1_000, 2_000, 4_000];

    private readonly List<ModelEvent> _events = [];
    private ModelEvent? _recovering;

    /// <summary>What the receiver answers.</summary>
    public ModelReceiver Receiver { get; set; }

    /// <summary>Milliseconds since the beginning.</summary>
    public int Now { get; set; }

    public string Status { get; private set; } = "Active";

    public int Errors { get; private set; }

    /// <summary>When the next retry is due, or <see langword="null"/>.</summary>
    public int? NextDue => _events.Where(happened => happened.RetryAt is not null).Min(happened => happened.RetryAt);

    /// <summary>Each event: its status, whether it is held, and its attempts.</summary>
    public IEnumerable<string> Events => _events.Select(happened => $"{happened.Status} {(happened.IsHeld ? "held" : "free")} {happened.Attempts}");

    public void Happen()
    {
        var happened = new ModelEvent();
        _events.Add(happened);
        if (Status == "Active")
        {
            Attempt(happened);
        }
        else
        {
            happened.IsHeld = true;
        }
    }

    public void RunDue()
    {
        foreach (var due in _events.Where(happened => happened.RetryAt <= Now).OrderBy(happened => happened.RetryAt).ToList())
        {
            if (due.RetryAt is not null)
            {
                due.RetryAt = null;
                Attempt(due);
            }
        }
    }

    public void Restart()
    {
        if (Status == "Suspended")
        {
            (Status, Errors) = ("Restarting", 0);
            RecoverWithOldest();
        }
    }

    public void Resend(int index)
    {
        var happened = _events[index % _events.Count];
        if (happened == _recovering)
        {
            return;
        }

        (happened.Status, happened.Round, happened.RetryAt) = ("Pending", 0, null);
        happened.IsHeld = Status != "Active";
        if (!happened.IsHeld)
        {
            Attempt(happened);
        }
    }

    public bool HasEvents => _events is not [];

    private void Attempt(ModelEvent happened)
    {
        happened.Attempts++;
        happened.Round++;
        var succeeded = Receiver == ModelReceiver.Up || (Receiver == ModelReceiver.UpEverySecondTime && happened.Attempts % 2 == 0);
        Errors = succeeded ? 0 : Errors + 1;
        if (succeeded)
        {
            happened.Status = "Success";
        }
        else if (happened.Round < (Status == "Restarting" ? 2 : 4))
        {
            happened.RetryAt = Now + Waits[happened.Round - 1];
        }
        else
        {
            Suspend(happened);
        }

        if (happened == _recovering && (succeeded || Status == "Active"))
        {
            Status = "Active";
            RecoverWithOldest();
        }
    }

    private void Suspend(ModelEvent failed)
    {
        (Status, _recovering) = ("Suspended", null);
        failed.Status = "Failed";
        foreach (var waiting in _events.Where(happened => happened == failed || happened.RetryAt is not null))
        {
            (waiting.IsHeld, waiting.RetryAt) = (true, null);
        }
    }

    private void RecoverWithOldest()
    {
        _recovering = _events.Find(happened => happened.IsHeld);
        if (_recovering is { } oldest)
        {
            (oldest.IsHeld, oldest.Round, oldest.Status) = (false, 0, "Pending");
            Attempt(oldest);
        }
        else if (Status == "Restarting")
        {
            Status = "Active";
        }
    }

    private sealed class ModelEvent
    {
        public string Status { get; set; } = "Pending";

        public bool IsHeld { get; set; }

        public int Attempts { get; set; }

        public int Round { get; set; }

        public int? RetryAt { get; set; }
    }
}

/// <summary>How a receiver behaves.</summary>
internal enum ModelReceiver
{
    Up,
    Down,
    UpEverySecondTime,
}
