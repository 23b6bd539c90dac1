using System.Reflection;
using CrossRiver.Emulator.Kernel.Journal.Masking;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using Hangfire;
using Hangfire.Common;
using Hangfire.Dashboard;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Starts one attempt of a delivery.</summary>
/// <remarks>The job ends when the attempt has begun, so that a receiver that hangs does not occupy a worker that other partners need.
/// The bank's rules, not Hangfire's, decide on retries: <c>Attempts = 0</c> turns Hangfire's retries off.</remarks>
[AutomaticRetry(Attempts = 0)]
internal sealed class AttemptJob(WorldDirectory worlds)
{
    private static readonly MethodInfo StartMethod = typeof(AttemptJob).GetMethod(nameof(Start))!;

    /// <summary>Returns the job for an attempt.</summary>
    /// <param name="epoch">The world's epoch; after a reset the job does nothing.</param>
    public static Job For(Guid partnerId, Guid eventId, int epoch) => new(typeof(AttemptJob), StartMethod, partnerId, eventId, epoch);

    /// <summary>Starts the attempt. Hangfire calls it.</summary>
    [AttemptName]
    public void Start(Guid partnerId, Guid eventId, int epoch) => worlds.Find(partnerId)?.StartAttempt(eventId, epoch);
}

/// <summary>The name of a job on Hangfire's pages: the event, the customer and the URL of the attempt that it starts.</summary>
/// <remarks>The name is created when a page shows it, so that jobs stay small.</remarks>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AttemptNameAttribute() : JobDisplayNameAttribute("Starts an attempt")
{
    public override string Format(DashboardContext context, Job job)
    {
        var worlds = context.GetHttpContext().RequestServices.GetRequiredService<WorldDirectory>();
        if (job.Args is not [Guid partnerId, Guid eventId, ..] || worlds.Find(partnerId) is not { } world || world.FindDelivery(eventId) is not { } delivery)
        {
            return DisplayName;
        }

        var url = world.AllRegistrations.FirstOrDefault(registration => registration.Id == delivery.RegistrationId)?.CallbackUrl?.OriginalString;
        var about = delivery.Event.CustomerId is { } customerId ? $" about customer {customerId}" : "";
        return $"{DisplayName}: {delivery.Event.EventName}{about}{(url is null ? "" : $" to {MaskedUrl.Of(url)}")}";
    }
}
