using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using PartnerApp.Bank;

namespace PartnerApp.Webhooks;

/// <summary>Registers for the events of onboarding as soon as the app listens, and fails the start if the bank refuses.</summary>
/// <remarks>The bank takes one registration for an event. The one of the last start is kept, since deleting it would lose the events that wait for it.</remarks>
internal sealed class Registering(BankClient bank, IOptions<PartnerOptions> partner, IServer server) : IHostedLifecycleService
{
    private static readonly string[] EventNames = ["Core.Customer.Onboarded", "Core.Customer.PepScan.Changed", "Core.Customer.Ofac.Changed"];

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!partner.Value.Registers)
        {
            return;
        }

        var known = await bank.ListRegistrationsAsync(cancellationToken);
        foreach (var eventName in EventNames)
        {
            var registration = known.FirstOrDefault(registration => registration.EventName == eventName);
            await bank.RegisterAsync(registration?.Id, eventName, CallbackUrl(), cancellationToken);
            if (registration is { Status: RegistrationStatus.Suspended })
            {
                await bank.RestartAsync(registration.Id, cancellationToken);
            }
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Uri CallbackUrl() => partner.Value.CallbackUrl ?? new Uri(new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()), WebhookEndpoints.Path);
}
