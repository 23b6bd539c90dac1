using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>How time passes in worlds that begin: the section <c>Emulator:Clock</c>, checked at the start.</summary>
internal sealed class ClockOptions : IValidatableObject
{
    /// <summary>The slowest that time can pass, of the machine's speed.</summary>
    public const double SlowestSpeed = 0.001;

    /// <summary>The fastest.</summary>
    public const double FastestSpeed = 1_000_000;

    /// <summary>How time passes.</summary>
    /// <value><c>Real</c>, <c>Manual</c> or <c>Skip</c>. The default is <c>Real</c>.</value>
    public ClockMode Mode { get; set; }

    /// <summary>How many times as fast as the machine's it passes, while it passes by itself.</summary>
    /// <value>0.001 to 1,000,000. The default is 1.</value>
    [Range(SlowestSpeed, FastestSpeed)]
    public double Speed { get; set; } = 1;

    /// <summary>The moment at which it begins.</summary>
    /// <value>A moment of the years 1900 to 2078, for example <c>2026-03-02T09:00:00-05:00</c>. By default it is the machine's.</value>
    public DateTimeOffset? Start { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Start is { } start && !ClockCourse.Has(start))
        {
            yield return new ValidationResult("Start must be a moment of the years 1900 to 2078.");
        }
    }

    /// <summary>The course of a clock that begins now.</summary>
    public ClockCourse Begin(DateTimeOffset machineNow) => new(Mode, Speed, Start?.ToUniversalTime() ?? machineNow, machineNow);
}
