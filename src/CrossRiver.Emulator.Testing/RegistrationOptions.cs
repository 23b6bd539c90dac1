namespace CrossRiver.Emulator.Testing;

/// <summary>Provides the options of a registration: the events, their format, and the credentials of the webhooks.</summary>
public sealed class RegistrationOptions
{
    /// <summary>Gets or sets the names of the events.</summary>
    /// <value>The default is the three events of a customer's onboarding.</value>
    public IReadOnlyList<string> EventNames { get; set; } = ["Core.Customer.Onboarded", "Core.Customer.PepScan.Changed", "Core.Customer.Ofac.Changed"];

    /// <summary>Gets or sets the amount of detail in an event.</summary>
    /// <value>The default is <see cref="EventFormat.Basic"/>.</value>
    public EventFormat Format { get; set; }

    /// <summary>Gets or sets the user of the webhooks' Basic authentication (<c>authUsername</c>), or null for webhooks without authentication.</summary>
    public string? Username { get; set; }

    /// <summary>Gets or sets the password of the user (<c>authPassword</c>), or null.</summary>
    public string? Password { get; set; }

    /// <summary>Gets or sets whether a registration that the partner has for an event is changed and, if it is suspended, restarted.</summary>
    /// <value>The default is false: the emulator refuses a second registration of an event.</value>
    public bool ReplacesExisting { get; set; }
}

/// <summary>Specifies the amount of detail in an event.</summary>
public enum EventFormat
{
    /// <summary>Only the path of the changed resource. The partner reads the resource for details.</summary>
    Basic,

    /// <summary>Also the details of the change.</summary>
    Extended,
}
