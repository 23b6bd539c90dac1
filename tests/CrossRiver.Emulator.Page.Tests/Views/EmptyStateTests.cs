using AngleSharp.Dom;
using Bunit;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Page.Views.DeliveryList;
using CrossRiver.Emulator.Page.Views.Inbox;
using CrossRiver.Emulator.Page.Views.Journal;
using CrossRiver.Emulator.Page.Views.World;
using CrossRiver.Emulator.Page.Views.Worlds;
using Microsoft.AspNetCore.Components;

namespace CrossRiver.Emulator.Page.Views;

/// <summary>A list without rows says why, and what makes the first one.</summary>
public sealed class EmptyStateTests : ViewTests
{
    private static readonly PagerModel NoPager = new("", Previous: null, Next: null);

    [Theory]
    [InlineData(0, "", "There are no customers yet. Create one here, or let your program create one.")]
    [InlineData(3, "<b>Eve", "No customer matches “<b>Eve”.")]
    [InlineData(3, "", "There are no more customers.")]
    public void Customers(int count, string search, string text) =>
        Says(text, Show<CustomerTable>(view => view.Add(table => table.Model, new CustomersModel(count, search, [], NoPager))));

    [Fact]
    public void Attention() =>
        Says("Nothing: no hold is open, no webhook failed, and no customer is stuck.", Show<AttentionCard>(view => view.Add(card => card.Model, new AttentionModel(0, [], NoPager))));

    [Fact]
    public void Registrations() =>
        Says("The partner is registered for no event, so no webhook is sent.", Show<RegistrationTable>(view => view.Add(table => table.Lines, []).Add(table => table.Now, Now)));

    [Fact]
    public void Clock() =>
        Says("time stands still until you advance it · nothing is planned", Show<ClockCard>(view => view.Add(card => card.Model, new WorldClockModel(Now, "Manual", 1, []))));

    [Fact]
    public void Deliveries() => Says("The bank sends each webhook when it is due.", ShowView<DeliveriesView, DeliveriesModel>(new DeliveriesModel(Now, [])));

    [Theory]
    [InlineData("", "", 0, "Nothing has happened yet. Calls, changes and webhooks appear here.")]
    [InlineData("", "", 7, "Nothing has happened since the mark. What comes next appears here.")]
    [InlineData("fault", "", 0, "There is no entry of this kind.")]
    [InlineData("fault", "Eve", 7, "No entry matches. Search for less, or clear a field.")]
    public void Journal(string kind, string text, long after, string says) =>
        Says(says, ShowView<JournalView, JournalModel>(new JournalModel([]) { Choice = new JournalChoice { Kind = kind, Text = text, After = after } }));

    [Fact]
    public void Inboxes() => Says("register this address as a callback URL", ShowView<InboxesView, InboxesModel>(new InboxesModel([], "http://localhost/inbox/first")));

    [Fact]
    public void Inbox() => Says("No message has come yet.", ShowView<InboxView, InboxModel>(new InboxModel("first", "http://localhost", "200, at once", [], []) { Register = Action("Register") }));

    [Fact]
    public void The_first_visit_has_three_things_to_do()
    {
        var view = ShowView<WorldsView, WorldsModel>(new WorldsModel([], [], new WelcomeModel(Action("Create the customer"), "curl -s http://localhost", "/reference")));

        Assert.Equal(["1 · Create a customer here", "2 · Or call the API as your program does", "3 · Or read on"], view.FindAll("main h2").Select(Plain));
        Assert.Equal("Create the customer", Plain(view.Find("main button")));
        Assert.Equal("/reference", view.Find("main a").GetAttribute("href"));
    }

    private IRenderedComponent<IComponent> ShowView<TView, TModel>(TModel model)
        where TView : IComponent => Render(builder =>
    {
        builder.OpenComponent(0, typeof(TView));
        builder.AddComponentParameter(1, "Frame", Frame);
        builder.AddComponentParameter(2, "Model", model);
        builder.CloseComponent();
    });

    private static void Says(string text, IRenderedComponent<IComponent> view) =>
        Assert.Contains(text, string.Join(' ', view.Nodes.OfType<IElement>().Select(Plain)), StringComparison.Ordinal);
}
