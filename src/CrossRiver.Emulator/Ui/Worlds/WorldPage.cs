using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>Builds the view of one world.</summary>
internal sealed class WorldPage(WorldDirectory worlds, ScenarioLibrary scenarios, FaultSchemas faults, EventCatalog events)
{
    private static readonly IReadOnlyList<FieldOption> Parts =
        [new("registrations", "registrations"), new("scenarios", "scenarios"), new("clock", "clock"), new("journal", "journal")];

    public (PageFrame Frame, WorldModel Model) Of(Guid partnerId, PageContext page)
    {
        var world = worlds.Require(partnerId);
        var frame = page.Frame($"Partner {partnerId}", "Customers", world);
        var creation = new CustomerCreation(world, scenarios.CatalogOf(world), page);
        var switches = new FaultSwitches(world, scenarios.Current.Conditions, faults, page);
        return (frame, new WorldModel(new WorldTimeControl(world, page).Of(), new WorldAttention(world, page).Read(), new CustomerList(world, page).Read())
        {
            Happened = WorldHappenings.Since(page.Query["since"], world, frame),
            New = creation.Of(),
            Scenarios = creation.OfNext(),
            Registrations = new RegistrationLines(world, page).Read(),
            Register = new RegistrationLines(world, page).Register(events),
            Conditions = switches.ReadConditions(),
            Faults = switches.ReadFaults(),
            FaultActions = switches.Actions(),
            Checkpoints = new CheckpointLines(world, page).Read(),
            Keep = new CheckpointLines(world, page).Keep(),
            Name = page.Action("Name it", "PUT", PageContext.ControlOf(world, "alias"), new ActionField("alias", "name") { Value = world.Alias ?? "", Placeholder = "none" }) with
            {
                Done = "The partner has its name.",
                Explanation = "Control paths, commands and addresses of the page take the name in place of the identifier",
            },
            Reset = page.Action("Reset the world", "POST", PageContext.ControlOf(world, "reset"),
                new ActionField("keep", "Keep") { Form = FieldForm.List, Options = Parts, Value = "registrations,scenarios" }) with
            {
                Kind = ActionKind.Danger,
                Done = "The world began again.",
                Explanation = "Removes everything but what is ticked",
                Back = AddressOf(world, page),
            },
            Snapshot = page.AddressOf($"{ControlRoutes.Prefix}/partners/{partnerId}/snapshot"),
        });
    }

    /// <summary>Returns the address of the view, without a search and a page.</summary>
    public static string AddressOf(World world, PageContext page) => $"{page.Root}/partners/{world.PartnerId}";
}
