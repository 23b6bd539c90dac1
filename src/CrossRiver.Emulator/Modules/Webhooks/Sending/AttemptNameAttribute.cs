using CrossRiver.Emulator.Kernel.Journal.Masking;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using Hangfire;
using Hangfire.Common;
using Hangfire.Dashboard;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Names a job on Hangfire's pages by the event, the customer and the URL of the attempt that it starts.</summary>
/// <remarks>The name is made when a page shows it, so that jobs stay as small as they are.</remarks>
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
