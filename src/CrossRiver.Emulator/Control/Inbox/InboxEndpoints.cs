using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Inbox;

/// <summary>Provides receivers of webhooks, for a first try without a server.</summary>
internal static class InboxEndpoints
{
    private const int LongestName = 64;

    public static IServiceCollection AddInboxes(this IServiceCollection services) => services
        .AddSingleton<Inboxes>()
        .AddSingleton<SnapshotSection>(new SnapshotSection<IReadOnlyList<SavedInbox>>
        {
            Name = "inboxes",
            Changes = provider => provider.GetRequiredService<Inboxes>().Received,
            Save = provider => provider.GetRequiredService<Inboxes>().Save(),
            Load = (provider, saved) => provider.GetRequiredService<Inboxes>().Load(saved ?? []),
            Check = InboxesCheck.Check,
        });

    public static void MapInboxes(this LazyRoutes control)
    {
        var inboxes = control.Group("/inbox/{name}").WithTags("Inbox").WithMetadata(new CreatedOnFirstUse());

        // A receiver takes any method, but the reference shows only the bank's.
        inboxes.Post("/", ReceiveMessage).WithMetadata(ControlAccess.WithoutKey, new TakesAnyQuery());
        inboxes.Any("/", ReceiveMessage).WithMetadata(ControlAccess.WithoutKey, new TakesAnyQuery()).ExcludeFromDescription();
        inboxes.Get("/messages", GetMessages);
        inboxes.Delete("/messages", DeleteMessages);
        inboxes.Put("/answer", SetAnswer).WithExample("inbox.answer", _ => new { Status = 200, Delay = "500ms", FailFirst = 2 });
    }

    /// <summary>Takes a webhook, as a partner's server would. Use it as a callback URL for a first try; it takes any method and any body.</summary>
    /// <param name="name">The inbox: up to 64 letters, digits, hyphens, dots or underscores.</param>
    internal static async Task ReceiveMessage(string name, HttpContext context, Inboxes inboxes, WorldDirectory worlds, TimeProvider machine)
    {
        var inbox = inboxes.Open(Checked(name));
        var message = await InboxReading.ReadAsync(context, worlds);
        if (message is { Signature: SignatureVerdict.Valid, PartnerId: { } partnerId } && worlds.Find(partnerId) is { } world)
        {
            inboxes.Note(world, context.Request.Path);
        }

        var answer = inbox.Take(message);
        await Task.Delay(answer.Delay, machine, context.RequestAborted);

        // The status is the answer that the tester asked for, so it gets no body of an error.
        context.Features.Get<IStatusCodePagesFeature>()!.Enabled = false;
        context.Response.StatusCode = answer.Status;
    }

    /// <summary>Reads the messages of an inbox. The oldest message is first; signatures are verified, and credentials are not shown.</summary>
    /// <param name="name">The inbox.</param>
    internal static Ok<InboxExcerpt> GetMessages(string name, InboxPage page, Inboxes inboxes) =>
        TypedResults.Ok((inboxes.Find(Checked(name)) ?? new NamedInbox(name)).Read(page.After));

    /// <summary>Deletes the messages of an inbox.</summary>
    /// <param name="name">The inbox.</param>
    internal static NoContent DeleteMessages(string name, Inboxes inboxes)
    {
        inboxes.Clear(Checked(name));
        return TypedResults.NoContent();
    }

    /// <summary>Sets the next answers of an inbox. Absent members have their defaults: 200, at once, and no failures.</summary>
    /// <param name="name">The inbox.</param>
    internal static Ok<InboxAnswerBody> SetAnswer(string name, Body<InboxAnswerRequest> body, Inboxes inboxes)
    {
        var answer = body.Value.ToAnswer();
        inboxes.Open(Checked(name)).AnswerWith(answer);

        return TypedResults.Ok(InboxAnswerBody.Of(answer));
    }

    private static string Checked(string name) =>
        name.Length <= LongestName && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_')
        ? name
        : throw ApiException.Invalid([$"Name must be at most {LongestName} letters, digits, hyphens, dots or underscores"]);
}

/// <summary>Represents the query member that selects messages of an inbox.</summary>
internal sealed record InboxPage(long After) : IQuery<InboxPage>
{
    public static InboxPage Read(QueryReader query) => new(query.Cursor("after", "The cursor of the previous answer: only later entries are read."));
}

/// <summary>Represents a change of the answers of an inbox.</summary>
/// <param name="Status">The status, 200 to 599. The default is 200.</param>
/// <param name="Delay">The time before the answer, at most 2 minutes. The default is none.</param>
/// <param name="FailFirst">The number of messages that are first answered 500. The default is none.</param>
internal sealed record InboxAnswerRequest(int? Status, string? Delay, int? FailFirst) : IRequestBody
{
    private const int MostFailures = 1_000_000;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(2);

    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("status", FieldType.WholeNumber(StatusCodes.Status200OK, 599)),
        Of("delay", FieldType.OfText(
            $"must be a duration up to {Duration.Print(LongestDelay)}; {Duration.Form}",
            text => Duration.TryParse(text, out var delay) && delay <= LongestDelay,
            new FieldFormat { IsPartial = true })),
        Of("failFirst", FieldType.WholeNumber(0, MostFailures)),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    public InboxAnswer ToAnswer() =>
        new(Status ?? StatusCodes.Status200OK, Duration.TryParse(Delay ?? "", out var delay) ? delay : TimeSpan.Zero, FailFirst ?? 0);
}

/// <summary>Represents the answers of an inbox.</summary>
/// <param name="Status">The status.</param>
/// <param name="Delay">The time before the answer, in real time.</param>
/// <param name="FailFirst">The number of messages that are first answered 500.</param>
internal sealed record InboxAnswerBody(int Status, string Delay, int FailFirst)
{
    public static InboxAnswerBody Of(InboxAnswer answer) => new(answer.Status, Duration.Print(answer.Delay), answer.FailFirst);
}

/// <summary>Represents messages of an inbox.</summary>
/// <param name="Name">The inbox.</param>
/// <param name="Messages">The messages, the oldest first.</param>
/// <param name="Cursor">The number of the newest message, to read on from.</param>
/// <param name="Dropped">The number of messages that were dropped, because there were too many or they were too large.</param>
/// <param name="Answer">The answer to the next message.</param>
internal sealed record InboxExcerpt(string Name, IReadOnlyList<InboxMessage> Messages, long Cursor, long Dropped, InboxAnswerBody Answer);
