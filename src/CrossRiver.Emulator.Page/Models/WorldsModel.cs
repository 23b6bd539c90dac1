namespace CrossRiver.Emulator.Page.Models;

/// <summary>All worlds of an emulator.</summary>
/// <param name="Worlds">The worlds, in the order of their creation.</param>
/// <param name="Actions">The actions on all worlds, such as the begin of a new one.</param>
/// <param name="First">The three things that a reader of an empty emulator can do: the first one is a form.</param>
public sealed record WorldsModel(IReadOnlyList<WorldLine> Worlds, IReadOnlyList<ActionForm> Actions, WelcomeModel? First);

/// <summary>A world in the list.</summary>
/// <param name="Head">The partner and the clock.</param>
/// <param name="Customers">The number of customers.</param>
/// <param name="Registrations">The number of registrations.</param>
/// <param name="Deliveries">The number of deliveries that are not finished.</param>
/// <param name="Actions">The actions on the world, such as its end.</param>
public sealed record WorldLine(WorldHead Head, int Customers, int Registrations, int Deliveries, IReadOnlyList<ActionForm> Actions);

/// <summary>The first steps in an emulator without worlds.</summary>
/// <param name="Create">Creates the first customer.</param>
/// <param name="Curl">The command line that creates one.</param>
/// <param name="Tutorial">The address of the tutorial.</param>
public sealed record WelcomeModel(ActionForm Create, string Curl, string Tutorial);
