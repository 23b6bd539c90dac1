using CrossRiver.Emulator.Testing;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace CrossRiver.Emulator.Testcontainers;

/// <summary>Represents the configuration of an emulator's container, including the key and the client of the test's calls.</summary>
public sealed class CrossRiverEmulatorConfiguration : ContainerConfiguration
{
    internal CrossRiverEmulatorConfiguration(string? controlKey = null, PartnerCredentials? strictFor = null)
    {
        ControlKey = controlKey;
        StrictFor = strictFor;
    }

    internal CrossRiverEmulatorConfiguration(IResourceConfiguration<CreateContainerParameters> resource)
        : base(resource)
    {
    }

    internal CrossRiverEmulatorConfiguration(IContainerConfiguration container)
        : base(container)
    {
    }

    internal CrossRiverEmulatorConfiguration(CrossRiverEmulatorConfiguration older, CrossRiverEmulatorConfiguration newer)
        : base(older, newer)
    {
        ControlKey = BuildConfiguration.Combine(older.ControlKey, newer.ControlKey);
        StrictFor = BuildConfiguration.Combine(older.StrictFor, newer.StrictFor);
    }

    /// <summary>Gets the key for calls under <c>/_emulator</c>, or null for calls without a key.</summary>
    public string? ControlKey { get; }

    /// <summary>Gets the only client that gets tokens, or null if the emulator is not strict.</summary>
    public PartnerCredentials? StrictFor { get; }
}
