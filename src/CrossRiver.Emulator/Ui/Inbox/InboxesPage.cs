using CrossRiver.Emulator.Control.Inbox;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Inbox;

/// <summary>Builds the list of inboxes.</summary>
internal sealed class InboxesPage(Inboxes inboxes)
{
    private const string First = "first";

    public (PageFrame Frame, InboxesModel Model) Of(PageContext page) =>
        (page.Frame("Inbox", "Inbox"), new InboxesModel([.. inboxes.All.Select(LineOf)], CallbackOf(First, page)));

    /// <summary>Returns the callback URL of an inbox.</summary>
    public static string CallbackOf(string name, PageContext page) => page.AddressOf($"{ControlRoutes.Prefix}/inbox/{name}");

    /// <summary>Returns the answer to the next message, in words.</summary>
    public static string InWords(InboxAnswerBody answer) => answer switch
    {
        { FailFirst: 0 } when answer.Delay == Duration.Print(TimeSpan.Zero) => $"{answer.Status}, at once",
        { FailFirst: 0 } => $"{answer.Status}, after {answer.Delay}",
        { FailFirst: 1 } => $"500 to the next message, then {answer.Status}",
        _ => $"500 to the next {answer.FailFirst} messages, then {answer.Status}",
    };

    private static InboxLine LineOf(NamedInbox inbox)
    {
        var read = inbox.Read(after: 0);
        DateTimeOffset? newestAt = read.Messages is [.., var newest] ? EasternTime.From(newest.ReceivedAt) : null;
        return new InboxLine(inbox.Name, read.Messages.Count, read.Cursor, newestAt, InWords(read.Answer));
    }
}
