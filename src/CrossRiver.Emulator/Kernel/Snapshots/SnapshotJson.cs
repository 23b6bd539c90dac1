using System.Text.Json.Serialization.Metadata;
using CrossRiver.Emulator.Kernel.Worlds.Running;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Provides the JSON of snapshots: as the bank's, with the kind of each agenda entry, and with each part of a world as a member.</summary>
internal sealed class SnapshotJson
{
    private readonly WorldPartTypes _parts;
    private readonly AgendaEntryTypes _entries;
    private readonly SnapshotSection[] _sections;

    /// <param name="sections">The sections of a state file besides the worlds.</param>
    public SnapshotJson(WorldPartTypes parts, AgendaEntryTypes entries, IEnumerable<SnapshotSection> sections)
    {
        _parts = parts;
        _entries = entries;
        _sections = [.. sections];
        Options = Create();
    }

    public JsonSerializerOptions Options { get; }

    private JsonSerializerOptions Create()
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(DescribeParts);
        resolver.Modifiers.Add(DescribeEntries);
        resolver.Modifiers.Add(DescribeJournal);
        resolver.Modifiers.Add(LeaveOutWhatIsNotKept);
        resolver.Modifiers.Add(WholeJson.Require);
        resolver.Modifiers.Add(BoundedValues.BoundCounts);
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = resolver };
        WireJson.Apply(options);
        BoundedValues.Apply(options);
        options.RespectNullableAnnotations = true;

        // A person may edit the file, so the kind of an entry may be anywhere in it; but no member may be there twice.
        options.AllowOutOfOrderMetadataProperties = true;
        options.AllowDuplicateProperties = false;
        options.MakeReadOnly();

        return options;
    }

    private void DescribeParts(JsonTypeInfo type)
    {
        foreach (var part in type.Type == typeof(WorldSnapshot) ? _parts.All : [])
        {
            AddMember<WorldSnapshot>(type, part.Name, part.SavedType, snapshot => snapshot.Parts, part.IsRequired);
        }

        foreach (var section in type.Type == typeof(EmulatorSnapshot) ? _sections : [])
        {
            AddMember<EmulatorSnapshot>(type, section.Name, section.SavedType, snapshot => snapshot.Sections, isRequired: false);
        }
    }

    private static void AddMember<T>(JsonTypeInfo type, string name, Type savedType, Func<T, Dictionary<string, object>> membersOf, bool isRequired)
    {
        var member = type.CreateJsonPropertyInfo(savedType, name);
        member.Get = snapshot => membersOf((T)snapshot).GetValueOrDefault(name);
        member.Set = (snapshot, saved) => membersOf((T)snapshot)[name] = saved!;
        member.ShouldSerialize = (_, saved) => saved is not null;
        member.IsRequired = isRequired;
        member.IsSetNullable = false;
        type.Properties.Add(member);
    }

    private void DescribeEntries(JsonTypeInfo type)
    {
        if (type.Type != typeof(AgendaEntry))
        {
            return;
        }

        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
        foreach (var entry in _entries.All)
        {
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(entry.Entry, entry.Kind));
        }
    }

    // The discriminator replaces the kind's own member. Calls have another form, see SavedCall.
    private static void DescribeJournal(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(JournalEntry)))
        {
            return;
        }

        foreach (var property in type.Properties.Where(property => property.Set is null).ToList())
        {
            type.Properties.Remove(property);
        }

        if (type.Type == typeof(JournalEntry))
        {
            type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
            EntryKinds.Types.Where(kind => kind.Value != typeof(CallEntry)).ToList().ForEach(kind => type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind.Value, kind.Key)));
        }
    }

    // Traces end with their process, and computed members follow from others.
    private static void LeaveOutWhatIsNotKept(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.PropertyType == typeof(TraceOrigin) || property is { Set: null, AssociatedParameter: null }))
        {
            property.ShouldSerialize = static (_, _) => false;
        }
    }
}
