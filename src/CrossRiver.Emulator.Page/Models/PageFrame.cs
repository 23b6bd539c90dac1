namespace CrossRiver.Emulator.Page.Models;

/// <summary>The frame of every view: the title, the navigation, the clock and a notice.</summary>
/// <param name="Title">The title of the view.</param>
/// <param name="Root">The path of the page, with the prefix of a proxy, for example <c>/_emulator/ui</c>.</param>
/// <param name="Path">The path and query of this view, to which an action returns.</param>
public sealed record PageFrame(string Title, string Root, string Path)
{
    /// <summary>Gets the world that the view shows, or null if it shows none.</summary>
    public WorldHead? World { get; init; }

    /// <summary>Gets the name of the current entry of the navigation, or an empty text.</summary>
    public string Section { get; init; } = "";

    /// <summary>Gets the result of the last action, or null if there is none.</summary>
    public Notice? Notice { get; init; }

    /// <summary>Gets the addresses of the style sheet and of the script.</summary>
    public required PageAssets Assets { get; init; }

    /// <summary>Gets the version of the emulator.</summary>
    public string Version { get; init; } = "";

    /// <summary>Gets the address of the stream that says when a part of the view is new, or null for a view that stays the same.</summary>
    public string? Live { get; init; }

    /// <summary>Returns the address of a view of the world.</summary>
    /// <param name="path">The path below the world, for example <c>journal</c>.</param>
    public string InWorld(string path = "") => World is { } world ? $"{Root}/partners/{world.PartnerId}{(string.IsNullOrEmpty(path) ? "" : $"/{path}")}" : Root;

    /// <summary>Returns the address of the story of a customer.</summary>
    /// <param name="customerId">The customer.</param>
    public string Story(Guid customerId) => InWorld($"customers/{customerId}");
}

/// <summary>The addresses of the files of the page, each with a hash of its content.</summary>
/// <param name="Style">The style sheet.</param>
/// <param name="Script">The script.</param>
public sealed record PageAssets(string Style, string Script);

/// <summary>A world in the head of the page.</summary>
/// <param name="PartnerId">The partner that the world belongs to.</param>
/// <param name="Now">The moment of the view, on the world's clock.</param>
/// <param name="Mode">The way in which time passes: Real, Manual or Skip.</param>
/// <param name="Pending">The number of entries on the agenda.</param>
public sealed record WorldHead(Guid PartnerId, DateTimeOffset Now, string Mode, int Pending)
{
    /// <summary>Gets the name that a setting or a tester gave the partner, or null.</summary>
    public string? Alias { get; init; }

    /// <summary>Gets the alias, or else the beginning of the identifier.</summary>
    public string Name => Alias ?? $"{PartnerId}"[..8];

    /// <summary>Gets the speed while time passes, as a multiple of the machine's.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Gets the first moment at which something is due, or null if nothing is.</summary>
    public DateTimeOffset? NextDueAt { get; init; }
}

/// <summary>The result of an action, in words.</summary>
/// <param name="Text">The deed, or the reason of the refusal.</param>
/// <param name="IsProblem">Whether the action was refused.</param>
public sealed record Notice(string Text, bool IsProblem)
{
    /// <summary>Gets the single faults of a refusal, or an empty list.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}

/// <summary>A view that cannot be shown.</summary>
/// <param name="Messages">The reasons.</param>
public sealed record ProblemModel(IReadOnlyList<string> Messages);
