using AngleSharp.Dom;
using Bunit;
using CrossRiver.Emulator.Page.Models;
using Microsoft.AspNetCore.Components;

namespace CrossRiver.Emulator.Page.Views;

/// <summary>Renders views without an emulator.</summary>
public abstract class ViewTests : BunitContext
{
    protected static readonly Guid PartnerId = new("6e80b097-693c-4592-8440-02f345335bbf");

    /// <summary>A winter moment, with the offset of the bank's time zone.</summary>
    protected static readonly DateTimeOffset Now = new(2026, 3, 3, 9, 0, 5, TimeSpan.FromHours(-5));

    protected static readonly PageFrame Frame = new("A view", "/bank/_emulator/ui", "/bank/_emulator/ui/here?q=1")
    {
        Assets = new PageAssets("/page.css", "/page.js"),
        World = new WorldHead(PartnerId, Now, "Manual", Pending: 0),
    };

    /// <summary>Renders a view in the frame.</summary>
    protected IRenderedComponent<TView> Show<TView>(Action<ComponentParameterCollectionBuilder<TView>> fill)
        where TView : IComponent => Render<TView>(view =>
    {
        view.AddCascadingValue(Frame);
        fill(view);
    });

    /// <summary>Returns a text with single spaces.</summary>
    protected static string Plain(INode node) => string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    protected static ActionForm Action(string label, params IReadOnlyList<ActionField> fields) =>
        new(label, "POST", "/_emulator/partners/x/reset", "curl -s http://localhost/reset") { Fields = fields };
}
