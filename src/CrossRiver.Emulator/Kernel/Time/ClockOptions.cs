using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>The passage of time in new worlds: the section <c>Emulator:Clock</c>, checked at the start.</summary>
internal sealed class ClockOptions : IValidatableObject
{
    /// <summary>The lowest speed, as a multiple of the machine's.</summary>
    public const double SlowestSpeed = 0.001;

    public const double FastestSpeed = 1_000_000;

    /// <summary>The way in which time passes.</summary>
    /// <value><c>Real</c>, <c>Manual</c> or <c>Skip</c>. The default is <c>Real</c>.</value>
    public ClockMode Mode { get; set; }

    /// <summary>The speed while time passes, as a multiple of the machine's.</summary>
    /// <value>0.001 to 1,000,000. The default is 1.</value>
    [Range(SlowestSpeed, FastestSpeed)]
    public double Speed { get; set; } = 1;

    /// <summary>The moment at which a world begins.</summary>
    /// <value>A moment of the years 1900 to 2078, for example <c>2026-03-02T09:00:00-05:00</c>. The default is the machine's.</value>
    public DateTimeOffset? Start { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Start is { } start && !ClockSetting.Has(start))
        {
            yield return new ValidationResult("Start must be a moment of the years 1900 to 2078.");
        }
    }

    /// <summary>Returns the course of a clock that starts now.</summary>
    public ClockSetting Begin(DateTimeOffset machineNow) => new(Mode, Speed, Start?.ToUniversalTime() ?? machineNow, machineNow);
}
