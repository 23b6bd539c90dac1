namespace CrossRiver.Emulator.Settings;

/// <summary>Marks a setting of which the empty text is a value. Any other setting with an empty value is as if not given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmptyIsValueAttribute : Attribute;
