namespace CrossRiver.Emulator.Testing;

/// <summary>What a partner's endpoint is registered for, and what the bank sends it.</summary>
public sealed class RegistrationOptions
{
    /// <summary>The events.</summary>
    /// <value>The default is the three of a customer's onboarding.</value>
    public IReadOnlyList<string> EventNames { get; set; } = ["Core.Customer.Onboarded", "Core.Customer.PepScan.Changed", "Core.Customer.Ofac.Changed"];

    /// <summary>How much an event says.</summary>
    /// <value>The default is <see cref="EventFormat.Basic"/>.</value>
    public EventFormat Format { get; set; }

    /// <summary>The user that each webhook names by Basic authentication, as <c>authUsername</c>; <see langword="null"/> for webhooks without it.</summary>
    public string? Username { get; set; }

    /// <summary>The password of this user, as <c>authPassword</c>.</summary>
    public string? Password { get; set; }
}

/// <summary>How much an event says.</summary>
public enum EventFormat
{
    /// <summary>What it is about; the partner reads the rest.</summary>
    Basic,

    /// <summary>Details of what has changed, too.</summary>
    Extended,
}
