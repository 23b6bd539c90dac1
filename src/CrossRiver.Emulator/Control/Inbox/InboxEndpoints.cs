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

/// <summary>Receivers of webhooks for a first try without one.</summary>
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
        var inboxes = control.Group("/inbox/{name}").WithTags("Inbox").WithMetadata(new ThereOnceNamed());

        // Anything can come to a receiver; the reference shows what comes from the bank.
        inboxes.Post("/", ReceiveMessage).WithMetadata(Admission.WithoutKey, new TakesAnyQuery());
        inboxes.Any("/", ReceiveMessage).WithMetadata(Admission.WithoutKey, new TakesAnyQuery()).ExcludeFromDescription();
        inboxes.Get("/messages", GetMessages);
        inboxes.Delete("/messages", DeleteMessages);
        inboxes.Put("/answer", SetAnswer).WithExample("inbox.answer", _ => new { Status = 200, Delay = "500ms", FailFirst = 2 });
    }

    /// <summary>Takes a webhook, as a partner's server would. Use it as a callback URL for a first try; any method and any body will do.</summary>
    /// <param name="name">The inbox: up to 64 letters, digits, hyphens, dots or underscores.</param>
    /// <param name="context">The request.</param>
    /// <param name="inboxes">All inboxes.</param>
    /// <param name="worlds">All worlds.</param>
    /// <param name="machine">The real time.</param>
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

        // What it answers is what it was told to answer, and no error of ours.
        context.Features.Get<IStatusCodePagesFeature>()!.Enabled = false;
        context.Response.StatusCode = answer.Status;
    }

    /// <summary>Reads what came to an inbox. The oldest comes first; signatures are verified, and credentials are not shown.</summary>
    /// <param name="name">The inbox.</param>
    /// <param name="page">Where to begin.</param>
    /// <param name="inboxes">All inboxes.</param>
    internal static Ok<InboxExcerpt> GetMessages(string name, InboxPage page, Inboxes inboxes) =>
        TypedResults.Ok((inboxes.Find(Checked(name)) ?? new NamedInbox(name)).Read(page.After));

    /// <summary>Forgets what came to an inbox.</summary>
    /// <param name="name">The inbox.</param>
    /// <param name="inboxes">All inboxes.</param>
    internal static NoContent DeleteMessages(string name, Inboxes inboxes)
    {
        inboxes.Clear(Checked(name));

        return TypedResults.NoContent();
    }

    /// <summary>Sets how an inbox answers from now on. What is not sent is as at first: 200, at once, and no failures.</summary>
    /// <param name="name">The inbox.</param>
    /// <param name="body">The answer.</param>
    /// <param name="inboxes">All inboxes.</param>
    internal static Ok<InboxAnswerBody> SetAnswer(string name, Body<InboxAnswerRequest> body, Inboxes inboxes)
    {
        var answer = body.Value.ToAnswer();
        inboxes.Open(Checked(name)).AnswerWith(answer);

        return TypedResults.Ok(InboxAnswerBody.Of(answer));
    }

    private static string Checked(string name) => name.Length <= LongestName && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_')
        ? name
        : throw RefusedException.Invalid([$"Name must be at most {LongestName} letters, digits, hyphens, dots or underscores"]);
}

/// <summary>Which messages of an inbox a reader wants.</summary>
/// <param name="After">The cursor of the answer before.</param>
internal sealed record InboxPage(long After) : IQuery<InboxPage>
{
    public static InboxPage Read(QueryReader query) => new(query.Cursor("after", "The cursor of the answer before: only what came after it is read."));
}

/// <summary>How an inbox is to answer.</summary>
/// <param name="Status">With which status, 200 to 599; 200 when it is absent.</param>
/// <param name="Delay">After what time; at once when it is absent.</param>
/// <param name="FailFirst">How many messages to answer 500 before that; none when it is absent.</param>
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
            new FieldForm { IsPartial = true })),
        Of("failFirst", FieldType.WholeNumber(0, MostFailures)),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    public InboxAnswer ToAnswer() => new(
        Status ?? StatusCodes.Status200OK,
        Duration.TryParse(Delay ?? "", out var delay) ? delay : TimeSpan.Zero,
        FailFirst ?? 0);
}

/// <summary>How an inbox answers.</summary>
/// <param name="Status">With which status.</param>
/// <param name="Delay">After what time, in real time.</param>
/// <param name="FailFirst">How many messages it answers 500 before that.</param>
internal sealed record InboxAnswerBody(int Status, string Delay, int FailFirst)
{
    public static InboxAnswerBody Of(InboxAnswer answer) => new(answer.Status, Duration.Print(answer.Delay), answer.FailFirst);
}

/// <summary>Some of what came to an inbox.</summary>
/// <param name="Name">The inbox.</param>
/// <param name="Messages">The messages, the oldest first.</param>
/// <param name="Cursor">The number of the newest message; to read on after it.</param>
/// <param name="Dropped">How many messages were forgotten because there were too many, or they were too large.</param>
/// <param name="Answer">How the next message is answered.</param>
internal sealed record InboxExcerpt(string Name, IReadOnlyList<InboxMessage> Messages, long Cursor, long Dropped, InboxAnswerBody Answer);
