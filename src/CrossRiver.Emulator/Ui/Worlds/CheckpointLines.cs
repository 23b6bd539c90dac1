using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>Lists the checkpoints of a world, with the ways back to them.</summary>
internal sealed class CheckpointLines(World world, PageContext page)
{
    private const string Path = "checkpoints";

    public IReadOnlyList<CheckpointLine> Read() => [.. world.Checkpoints.All.Select(LineOf)];

    public ActionForm Keep() => page.Action("Keep this moment", "POST", PageContext.ControlOf(world, $"{Path}/{{name}}"),
        new ActionField("name", "name") { Form = FieldForm.Path, Placeholder = "before-my-fix", IsRequired = true }) with
    {
        Done = "The moment is kept.",
        Explanation = "Keeps the world as it is, to return to it",
    };

    private CheckpointLine LineOf(Checkpoint checkpoint) => new(
        checkpoint.Name,
        PageContext.At(checkpoint.Now),
        $"{page.Root}/partners/{world.PartnerId}/journal?after={checkpoint.LastEntry.ToString(CultureInfo.InvariantCulture)}",
        [
            page.Action("Return", "POST", PageContext.ControlOf(world, $"{Path}/{checkpoint.Name}/return")) with
            {
                Done = $"The world is as it was at {checkpoint.Name}.",
                Explanation = "Returns the world to this moment, with its clock, its stories and its deliveries",
                Back = WorldPage.AddressOf(world, page),
            },
            .. checkpoint.Name is Checkpoints.Start ? Array.Empty<ActionForm>() :
                [page.Action("Delete", "DELETE", PageContext.ControlOf(world, $"{Path}/{checkpoint.Name}")) with { Kind = ActionKind.Danger, Done = "The checkpoint is deleted." }],
        ]);
}
