using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>Provides the clock of a world with its buttons.</summary>
internal sealed class WorldTimeControl(World world, PageContext page)
{
    private static readonly IReadOnlyList<(string Label, string By)> Spans = [("+1 h", "1h"), ("+48 h", "48h"), ("+30 d", "30d")];

    public WorldClockModel Of()
    {
        var course = world.Clock.Course;
        var nextDueAt = world.NextDueAt;
        var target = world.RunLocked(() => world.Agenda.Leader is { } leader ? (IsAdvancing: true, leader.Target) : default);
        return new WorldClockModel(EasternTime.From(world.Clock.Now), $"{course.Mode}", course.Speed,
        [
            .. Spans.Select(span => Advance(span.Label, Hidden("by", span.By))),
            .. nextDueAt is null ? Array.Empty<ActionForm>() : [ToNextStep()],
            Advance("Advance", new ActionField("by", "by") { Placeholder = "2h30m", IsRequired = true }),
            page.Action("Set the clock", "PUT", PageContext.ControlOf(world, "clock"),
                new ActionField("mode", "mode")
                {
                    Options = [.. Enum.GetNames<ClockMode>().Select(mode => new FieldOption(mode, mode))],
                    Value = $"{course.Mode}",
                },
                new ActionField("speed", "speed") { Form = FieldForm.Number, Value = course.Speed.ToString(CultureInfo.InvariantCulture) }) with
            {
                Done = "The clock is set.",
            },
        ])
        {
            NextDueAt = PageContext.At(nextDueAt),
            Behind = world.Behind,
            IsAdvancing = target.IsAdvancing,
            AdvancesTo = PageContext.At(target.Target),
        };
    }

    /// <summary>Returns the two most used buttons, for a view that they return to.</summary>
    public IReadOnlyList<ActionForm> Shortcuts() =>
    [
        .. world.NextDueAt is null ? Array.Empty<ActionForm>() : [ToNextStep() with { Back = null }],
        Advance("+48 h", Hidden("by", "48h")) with { Back = null },
    ];

    private ActionForm ToNextStep() => Advance("To the next step", Hidden("steps", "1") with { Form = FieldForm.Number }) with
    {
        Key = "a",
        Explanation = "Everything that is due at that moment runs",
    };

    private static ActionField Hidden(string name, string value) => new(name, name) { IsHidden = true, Value = value };

    // The view shows what happens after the entries that the journal has now.
    private ActionForm Advance(string label, ActionField span) => page.Action(label, "POST", PageContext.ControlOf(world, "clock/advance"), span) with
    {
        Back = string.Create(CultureInfo.InvariantCulture, $"{WorldPage.AddressOf(world, page)}?since={world.Journal.LastNumber}"),
        Done = "The time has passed.",
    };
}
