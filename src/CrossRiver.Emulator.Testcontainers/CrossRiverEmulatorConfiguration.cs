using CrossRiver.Emulator.Testing;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace CrossRiver.Emulator.Testcontainers;

/// <summary>What a container of the emulator is like: that of any container, and what the test has to know to speak to it.</summary>
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

    /// <summary>What calls under <c>/_emulator</c> have to send, or <see langword="null"/>.</summary>
    public string? ControlKey { get; }

    /// <summary>The only client that gets tokens, or <see langword="null"/> if the emulator is not strict.</summary>
    public PartnerCredentials? StrictFor { get; }
}
