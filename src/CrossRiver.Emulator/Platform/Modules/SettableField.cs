using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Platform.Bodies;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>A field of a resource that steps of scenarios set. The module to which the resource belongs registers it once.</summary>
internal abstract class SettableField(string key, string description)
{
    /// <summary>Gets the name in scenario files and in the journal, for example <c>ofac</c>.</summary>
    public string Key => key;

    /// <summary>Gets the description of the field, in a sentence, for editors.</summary>
    public string Description => description;

    /// <summary>Gets the name of the event that a change publishes, or null if there is none.</summary>
    public string? EventName { get; init; }

    /// <summary>Gets whether a step sets the field before the others. The default is the order in which the fields are registered.</summary>
    public bool IsSetFirst { get; init; }

    /// <summary>Gets whether the bank decides the value, so that a tester can decide it instead.</summary>
    public bool IsDecision => RequestField is not null;

    /// <summary>Gets the field of control calls with which a tester decides the value, or null if the bank does not decide it.</summary>
    public abstract Field? RequestField { get; }

    /// <summary>Gets the type of the values in answers.</summary>
    public abstract Type ValueType { get; }

    /// <summary>Gets the schema of the value in scenario files.</summary>
    public abstract Schema<FieldChange> Schema { get; }

    /// <summary>Returns the change to a value in text, as scenario files have it, or null if it is no value of the field.</summary>
    public abstract FieldChange? Parse(string text);

    /// <summary>Returns the change to the value that <see cref="RequestField"/> has in a checked body.</summary>
    public abstract FieldChange Read(JsonElement value);

    /// <summary>Returns the values to which the bank changes a value that it decides.</summary>
    public abstract IReadOnlyList<object> NextOf(object value);

    /// <summary>Returns whether a value that the bank decides is final, so that a hold for it is over.</summary>
    public abstract bool IsFinal(object value);
}

/// <summary>A settable field of one type of resource.</summary>
/// <typeparam name="TResource">The resource, an immutable record.</typeparam>
internal abstract class SettableField<TResource>(string key, string description) : SettableField(key, description)
{
    public abstract object ValueOf(TResource resource);

    /// <summary>Returns a copy of a resource with another value.</summary>
    public abstract TResource With(TResource resource, object value);
}

/// <summary>A settable field with values of one type.</summary>
/// <param name="schema">The schema of the value in scenario files.</param>
/// <param name="with">Returns a copy of a resource with another value.</param>
internal sealed class SettableField<TResource, TValue>(
    string key, string description, Schema<TValue> schema, Func<TResource, TValue> valueOf, Func<TResource, TValue, TResource> with)
    : SettableField<TResource>(key, description)
    where TValue : notnull
{
    /// <summary>Gets the bank's way to decide the value, or null if the bank does not decide it.</summary>
    public Decision<TValue>? Decision { get; init; }

    public override Type ValueType => typeof(TValue);

    public override Field? RequestField => field ??= Decision is null ? null : Field.Of(Key, Decision.Type);

    public override Schema<FieldChange> Schema => field ??= new MappedSchema<TValue, FieldChange>(schema, To, change => (TValue)change.Value);

    public override FieldChange? Parse(string text) => schema.TryRead(new TextNode(default, text, isQuoted: true), new ParseContext(Key), out var value) ? To(value) : null;

    public FieldChange To(TValue value) => new(this, value, ((YamlScalarNode)schema.Print(value)!).Value!);

    public override FieldChange Read(JsonElement value) => To(value.Deserialize<TValue>(WireJson.Options)!);

    public override object ValueOf(TResource resource) => valueOf(resource);

    public override TResource With(TResource resource, object value) => with(resource, (TValue)value);

    public override IReadOnlyList<object> NextOf(object value) => [.. Decision?.Next((TValue)value).Cast<object>() ?? []];

    public override bool IsFinal(object value) => Decision?.IsFinal((TValue)value) is true;
}

/// <summary>The bank's way to decide the value of a field.</summary>
/// <param name="Type">The type of the value in a control call with which a tester decides it.</param>
/// <param name="Next">Returns the values to which the bank changes a value.</param>
/// <param name="IsFinal">Returns whether a value ends a hold for it.</param>
internal sealed record Decision<TValue>(FieldType Type, Func<TValue, IReadOnlyList<TValue>> Next, Func<TValue, bool> IsFinal);

/// <summary>A new value of a settable field.</summary>
/// <param name="Text">The value as scenario files have it.</param>
internal sealed record FieldChange(SettableField Field, object Value, string Text)
{
    /// <summary>Returns the change in words, for example <c>ofac Clear</c>.</summary>
    public override string ToString() => $"{Field.Key} {Value}";
}
