using System.Text.Json.Serialization.Metadata;
using CrossRiver.Emulator.Kernel.Worlds.Running;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Provides the JSON of snapshots: as the bank's, with the kind of each agenda entry, and with each part of a world as a member.</summary>
internal sealed class SnapshotJson(WorldPartTypes parts, AgendaEntryTypes entries, IEnumerable<SnapshotSection> sections)
{
    public JsonSerializerOptions Options { get; } = Create(type => DescribeParts(type, parts, sections), type => DescribeEntries(type, entries));

    /// <exception cref="InvalidDataException">It is damaged, or not a snapshot.</exception>
    public async Task<T> ReadAsync<T>(Stream stream, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(stream, Options, cancellationToken) ?? throw new InvalidDataException("$: is null");
        }
        catch (JsonException exception)
        {
            var place = exception.LineNumber is { } line ? $" (line {line + 1}, byte {exception.BytePositionInLine + 1})" : "";

            // The messages of .NET contain types, which the document does not show.
            var isOurs = !exception.Message.Contains("Path: ", StringComparison.Ordinal);
            throw new InvalidDataException($"{exception.Path ?? "$"}: {(isOurs ? exception.Message : "is not as it should be")}{place}", exception);
        }
        catch (NotSupportedException exception)
        {
            // An entry without a kind has no type.
            var path = exception.Message.Split("Path: ") is [_, var after] ? after.Split(' ')[0] : "$";
            throw new InvalidDataException($"{path}: its kind is missing", exception);
        }
    }

    private static JsonSerializerOptions Create(params IEnumerable<Action<JsonTypeInfo>> describe)
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        foreach (var modify in describe.Concat([DescribeJournal, LeaveOutWhatIsNotKept, WholeJson.Require, BoundedValues.BoundCounts]))
        {
            resolver.Modifiers.Add(modify);
        }

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

    private static void DescribeParts(JsonTypeInfo type, WorldPartTypes parts, IEnumerable<SnapshotSection> sections)
    {
        foreach (var part in type.Type == typeof(WorldSnapshot) ? parts.All : [])
        {
            AddMember<WorldSnapshot>(type, part.Name, part.SavedType, snapshot => snapshot.Parts, part.IsRequired);
        }

        foreach (var section in type.Type == typeof(EmulatorSnapshot) ? sections : [])
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

    private static void DescribeEntries(JsonTypeInfo type, AgendaEntryTypes entries)
    {
        if (type.Type == typeof(AgendaEntry))
        {
            DescribeKinds(type, entries.All.Select(entry => new JsonDerivedType(entry.Entry, entry.Kind)));
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
            DescribeKinds(type, EntryKinds.Types.Where(kind => kind.Value != typeof(CallEntry)).Select(kind => new JsonDerivedType(kind.Value, kind.Key)));
        }
    }

    private static void DescribeKinds(JsonTypeInfo type, IEnumerable<JsonDerivedType> kinds)
    {
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind" };
        foreach (var kind in kinds)
        {
            type.PolymorphismOptions.DerivedTypes.Add(kind);
        }
    }

    // Traces end with their process, and computed members follow from others.
    private static void LeaveOutWhatIsNotKept(JsonTypeInfo type)
    {
        foreach (var left in type.Properties.Where(member => member.PropertyType == typeof(ParentSpan) || member is { Set: null, AssociatedParameter: null }))
        {
            left.ShouldSerialize = static (_, _) => false;
        }
    }
}

internal static class SnapshotReading
{
    /// <exception cref="InvalidDataException">The format of the snapshot is unknown.</exception>
    public static void RequireFormat(EmulatorSnapshot snapshot)
    {
        if (snapshot.Format != EmulatorSnapshot.CurrentFormat)
        {
            throw new InvalidDataException($"$.format: it has form {snapshot.Format}, and only form {EmulatorSnapshot.CurrentFormat} is known; a newer emulator has made it");
        }
    }
}
