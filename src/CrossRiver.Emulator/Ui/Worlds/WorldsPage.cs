using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>Builds the list of worlds, and the welcome of an empty emulator.</summary>
internal sealed class WorldsPage(WorldDirectory worlds, IOptions<WorldOptions> options)
{
    // The partner of the bank's tutorial.
    private static readonly Guid Tutorial = new("6e80b097-693c-4592-8440-02f345335bbf");

    /// <summary>Returns the address of the only world, or null if there is not exactly one.</summary>
    /// <remarks>The address has the query of the call, because the notice of an action is in it.</remarks>
    public string? OnlyAddress(HttpContext context) =>
        worlds.Only is { } only ? $"{context.Request.PathBase}{PageRoutes.Root}/partners/{only.PartnerId}{context.Request.QueryString}" : null;

    public (PageFrame Frame, WorldsModel Model) Of(PageContext page)
    {
        var lines = worlds.All.Select(world => new WorldLine(
            PageContext.HeadOf(world),
            world.FindPart<WorldCustomers>()?.Count ?? 0,
            world.AllRegistrations.Count,
            world.AllDeliveries.Count(delivery => delivery.State is not DeliveryState.Finished),
            [page.Action("End", "DELETE", $"{ControlRoutes.Prefix}/partners/{world.PartnerId}") with { Kind = ActionKind.Danger, Done = "The world has ended.", Explanation = "Removes the world with everything in it" }])).ToList();
        return lines is []
            ? (page.Frame("Welcome", "Worlds"), new WorldsModel([], [], Welcome(page)))
            : (page.Frame("Worlds", "Worlds"), new WorldsModel(lines, [Begin(page)], First: null));
    }

    private ActionForm Begin(PageContext page)
    {
        var partnerId = new KeyedRandom(options.Value.ChanceSeed, Guid.Empty).IdWithoutPartner(worlds.Clock.Now, $"partner {worlds.Entries}");
        return page.Action("Begin another world", "PUT", $"{ControlRoutes.Prefix}/partners/{partnerId}/alias", new ActionField("alias", "name of the partner") { Placeholder = "none" }) with
        {
            Done = "A world has begun.",
            Explanation = "A world of a new partner, which shares nothing with the others",
        };
    }

    private static WelcomeModel Welcome(PageContext page)
    {
        var create = page.Action("Create the customer", "POST", "/core/v1/cm/customers",
            new ActionField("body", "Body") { Form = FieldForm.Json, Value = ProposedPerson.Body(Tutorial, number: 1) });
        return new WelcomeModel(
            create with { Kind = ActionKind.Primary, Done = "The customer is created. To see webhooks, register for events here, and create another." },
            $"{page.Curl("GET", $"{ControlRoutes.Prefix}/examples/customers.create")} | {page.Curl("POST", "/core/v1/cm/customers", "@-")}",
            $"{page.Root[..^"/ui".Length]}/reference");
    }
}
