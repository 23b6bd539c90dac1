using CrossRiver.Emulator.Control.Inbox;
using CrossRiver.Emulator.Kernel.Journal.Masking;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Inbox;

/// <summary>Builds the view of one inbox, the newest message first.</summary>
internal sealed class MessagesPage(Inboxes inboxes, WorldDirectory worlds, EventCatalog events)
{
    private const int PageSize = 50;
    private const int MostWorlds = 100;
    private const int LongestBody = 20_000;
    private const string CustomerPath = "core/v1/cm/customers/";

    /// <exception cref="ApiException">400: no inbox can have the name.</exception>
    public (PageFrame Frame, InboxModel Model) Of(string name, PageContext page)
    {
        var read = InboxEndpoints.GetMessages(name, new InboxPage(After: 0), inboxes).Value!;
        return (page.Frame($"Inbox {name}", "Inbox"), Build(read, page));
    }

    private InboxModel Build(InboxExcerpt read, PageContext page)
    {
        var callback = InboxesPage.CallbackOf(read.Name, page);
        var before = long.TryParse(page.Query["before"], CultureInfo.InvariantCulture, out var asked) ? asked : long.MaxValue;
        var older = read.Messages.Where(message => message.Number < before).ToList();
        var shown = older.TakeLast(PageSize).Reverse().ToList();
        var here = $"{page.Root}/inbox/{read.Name}";
        var lines = shown.Select(message => LineOf(message, page)).ToList();
        return new InboxModel(read.Name, callback, InboxesPage.InWords(read.Answer), lines, ActionsOn(read, page))
        {
            Count = read.Messages.Count,
            Dropped = read.Dropped,
            Newer = older.Count < read.Messages.Count ? here : null,
            Older = older.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"{here}?before={shown[^1].Number}") : null,
            Register = RegistrationFor(callback, page),
        };
    }

    private InboxMessageLine LineOf(InboxMessage message, PageContext page)
    {
        var body = message.Body is { ValueKind: JsonValueKind.Object } named ? named : default(JsonElement?);
        var name = body?.FindMember("eventName")?.TextOrNull() ?? message.Method;
        return new InboxMessageLine(
            message.Number, EasternTime.From(message.ReceivedAt), name, WordOf(message.Signature), message.StatusCode, BodyOf(message))
        {
            IsCut = message.Content.Length > LongestBody,
            HasCredentials = message.HasBasicCredentials,
            Headers = [.. message.Headers.Select(header => new DetailLine(header.Key, header.Value))],
            Story = body is { } sent && FindCustomer(sent, message.PartnerId) is { } customer
                ? $"{page.Root}/partners/{message.PartnerId}/customers/{customer}"
                : null,
        };
    }

    // A webhook with details may contain a tax id, which is masked as in the journal.
    private static string BodyOf(InboxMessage message)
    {
        var start = message.Content.AsMemory(0, Math.Min(message.Content.Length, LongestBody));
        return MaskedBody.Read(start) is { } masked ? JsonSerializer.Serialize(masked, PageContext.Indented) : Encoding.UTF8.GetString(start.Span);
    }

    private static string WordOf(SignatureVerdict verdict) => verdict switch
    {
        SignatureVerdict.Valid => "valid",
        SignatureVerdict.Invalid => "invalid",
        SignatureVerdict.Unchecked => "unchecked",
        _ => "none",
    };

    private Guid? FindCustomer(JsonElement body, Guid? partnerId) =>
        partnerId is { } partner && worlds.Find(partner) is { } world
        && body.FindMember("resources") is { ValueKind: JsonValueKind.Array } resources
        && resources.EnumerateArray().Select(resource => resource.TextOrNull()).FirstOrDefault() is { } path
        && path.StartsWith(CustomerPath, StringComparison.Ordinal)
        && Guid.TryParse(path[CustomerPath.Length..].Split('/')[0], out var id)
        && world.FindPart<WorldCustomers>()?.Find(id) is not null ? id : null;

    private static IReadOnlyList<ActionForm> ActionsOn(InboxExcerpt read, PageContext page)
    {
        var inbox = $"{ControlRoutes.Prefix}/inbox/{read.Name}";
        return
        [
            page.Action("Set the answer", "PUT", $"{inbox}/answer",
                new ActionField("status", "Status") { Form = FieldForm.Number, Value = $"{read.Answer.Status}" },
                new ActionField("delay", "Delay") { Value = read.Answer.Delay, Placeholder = "500ms" },
                new ActionField("failFirst", "Fail first") { Form = FieldForm.Number, Value = $"{read.Answer.FailFirst}" }) with
            {
                Done = "The answer is set.",
                Explanation = "Sets the status, the time before it, and the number of messages that are first answered 500",
            },
            page.Action("Clear", "DELETE", $"{inbox}/messages") with
            {
                Kind = ActionKind.Danger,
                Done = "The messages are deleted.",
                Explanation = "Deletes all messages of this inbox",
            },
        ];
    }

    private ActionForm RegistrationFor(string callback, PageContext page)
    {
        var known = worlds.All.Take(MostWorlds).Select(world => world.PartnerId);
        var partners = known.DefaultIfEmpty(new SeedOptions().PartnerId).ToList();
        return page.Action("Register", "POST", "/webhooks/v1/registrations",
            new ActionField("partnerId", "Partner")
            {
                Options = [.. partners.Select(partner => new FieldOption($"{partner}", $"{partner}"))],
                Value = $"{partners[0]}",
            },
            new ActionField("eventName", "Event")
            {
                Options = [.. events.All.Order(StringComparer.Ordinal).Select(name => new FieldOption(name, name))],
                Value = CustomerEvents.Onboarded,
            },
            new ActionField("callbackUrl", "Callback URL") { IsHidden = true, Value = callback }) with
        {
            Done = "The webhooks of this event come here from now on.",
        };
    }
}
