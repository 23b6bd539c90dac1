using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Partners;
using CrossRiver.Emulator.Testing;

namespace Aspire.Hosting;

/// <summary>Provides the methods that add partners to an emulator of the bank, and connect projects with them.</summary>
public static class CrossRiverPartnerBuilderExtensions
{
    private const int LongestAlias = 32;

    /// <summary>Adds a partner. The emulator keeps a world for it, and the dashboard has commands for that world.</summary>
    /// <param name="name">The name of the resource, which is also the client's identifier and, up to 32 characters, the partner's alias.</param>
    /// <param name="partnerId">The partner's identifier, or null to compute it from the name.</param>
    /// <remarks>The client's secret and the signing secret are generated. With user secrets in the AppHost, they stay the same in each run.</remarks>
    public static IResourceBuilder<CrossRiverPartnerResource> AddPartner(
        this IResourceBuilder<CrossRiverEmulatorResource> builder, [ResourceName] string name, Guid? partnerId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var (application, emulator) = (builder.ApplicationBuilder, builder.Resource);
        var number = application.Resources.OfType<CrossRiverPartnerResource>().Count(other => other.Emulator == emulator);
        var (clientSecret, signingSecret) = (GenerateSecret(application, $"{name}-client-secret"), GenerateSecret(application, $"{name}-signing-secret"));
        var partner = new CrossRiverPartnerResource(name, emulator, partnerId, clientSecret, signingSecret);
        builder.WithEnvironment(context => Introduce(partner, number, context.EnvironmentVariables));

        return application.AddResource(partner)
            .WithInitialState(PartnerState.Initial(partner))
            .WithParentRelationship(emulator)
            .WithStateOfEmulator()
            .WithWorldCommands()
            .ExcludeFromManifest();
    }

    /// <summary>Adds the settings of the partner's client as environment variables of one section of a resource's configuration.</summary>
    /// <param name="partner">The partner.</param>
    /// <param name="section">The section, such as <c>Bank</c> for the variables <c>Bank__Url</c>, <c>Bank__PartnerId</c>, <c>Bank__ClientId</c>,
    /// <c>Bank__ClientSecret</c> and <c>Bank__SigningSecret</c>.</param>
    /// <remarks>In publish mode the resource gets none of them, because a deployed resource calls the bank itself.</remarks>
    public static IResourceBuilder<T> WithReference<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<CrossRiverPartnerResource> partner, string section = "Bank")
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(partner);
        ArgumentException.ThrowIfNullOrEmpty(section);
        if (!builder.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return builder;
        }

        var resource = partner.Resource;
        return builder
            .WithReferenceRelationship(resource)
            .WithEnvironment($"{section}__Url", resource.Url)
            .WithEnvironment($"{section}__PartnerId", resource.PartnerId.ToString())
            .WithEnvironment($"{section}__ClientId", resource.ClientId)
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables[$"{section}__ClientSecret"] = resource.ClientSecret;
                context.EnvironmentVariables[$"{section}__SigningSecret"] = resource.SigningSecret;
            });
    }

    /// <summary>Registers a resource for the partner's webhooks as soon as both are ready, and again if the emulator restarts.</summary>
    /// <param name="receiver">The resource that receives the webhooks. It becomes ready after the registration; if that is refused, the log of the partner has the reason.</param>
    /// <param name="path">The path of the callback URL, such as <c>/webhooks/bank</c>.</param>
    /// <param name="options">The events, their format and the credentials of the webhooks, or null for the three events of a customer's onboarding.</param>
    /// <param name="endpointName">The receiver's endpoint. The default is <c>http</c>.</param>
    /// <remarks>
    /// The callback URL is expressed for the emulator's network: with <c>localhost</c> for a process, and with the name that Aspire gives the host for a
    /// container. A registration that the partner has for an event is changed.
    /// </remarks>
    public static IResourceBuilder<CrossRiverPartnerResource> WithWebhooksTo<T>(
        this IResourceBuilder<CrossRiverPartnerResource> builder,
        IResourceBuilder<T> receiver,
        string path,
        RegistrationOptions? options = null,
        string endpointName = "http")
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(receiver);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var endpoint = receiver.GetEndpoint(endpointName);

        // Aspire opens a way from a container to this machine only for endpoints that the container refers to.
        builder.ApplicationBuilder.CreateResourceBuilder(builder.Resource.Emulator).WithReference(endpoint);
        new PartnerWebhooks(builder.Resource, endpoint, path, Replacing(options ?? new RegistrationOptions())).Subscribe(builder.ApplicationBuilder.Eventing);
        return builder;
    }

    // Letters and digits whose number is a multiple of four are base64 as well.
    private static ParameterResource GenerateSecret(IDistributedApplicationBuilder builder, string name) =>
        ParameterResourceBuilderExtensions.CreateGeneratedParameter(builder, name, secret: true, new GenerateParameterDefault { MinLength = 44, Special = false });

    // A state file has the registrations of the last run.
    private static RegistrationOptions Replacing(RegistrationOptions options) => new()
    {
        EventNames = options.EventNames,
        Format = options.Format,
        Username = options.Username,
        Password = options.Password,
        ReplacesExisting = true,
    };

    // The emulator reads its settings at the start: the partner's alias and its client.
    private static void Introduce(CrossRiverPartnerResource partner, int number, Dictionary<string, object> settings)
    {
        var client = string.Create(CultureInfo.InvariantCulture, $"Emulator__Tokens__Clients__{number}");
        settings[$"{client}__Id"] = partner.ClientId;
        settings[$"{client}__Secret"] = partner.ClientSecret;
        settings[$"{client}__PartnerId"] = $"{partner.PartnerId}";
        if (partner.Name.Length <= LongestAlias)
        {
            settings[$"Emulator__Partners__Aliases__{partner.Name}"] = $"{partner.PartnerId}";
        }
    }
}
