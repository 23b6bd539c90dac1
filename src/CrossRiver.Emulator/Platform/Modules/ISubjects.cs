using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>A resource that has a story, as scenarios see it.</summary>
/// <param name="Key">The key of its random choices.</param>
/// <param name="ClientIdentifier">The partner's own identifier, or null.</param>
/// <param name="IsActive">Whether the resource is in use; a story ends with its subject.</param>
internal sealed record Subject(Guid Id, string Key, string? ClientIdentifier, DateTimeOffset CreatedAt, bool IsActive);

/// <summary>The resources of a module that stories change: the subjects themselves, or resources that belong to subjects.</summary>
internal interface IStoryResources
{
    /// <summary>Sets a field of every resource of a subject. Each change publishes the event of the field. Call only while holding the world lock.</summary>
    /// <param name="isSilent">Whether the event is left out.</param>
    /// <returns>Whether a value changed.</returns>
    bool Set(Guid subjectId, FieldChange change, bool isSilent);

    /// <summary>Publishes an event about every resource of a subject, without a change. Call only while holding the world lock.</summary>
    void Announce(Guid subjectId, string eventName);
}

/// <summary>The resources of a world that have stories. The module to which they belong implements it.</summary>
internal interface ISubjects : ISavedSubjects, IStoryResources
{
    /// <summary>Returns the key that the next resource with an identifier gets. Call only while holding the world lock.</summary>
    /// <param name="identifier">The partner's own identifier, or its replacement.</param>
    string NextKey(string identifier);

    /// <summary>Returns whether there is such a resource and it is in use.</summary>
    bool IsActive(Guid id);

    /// <summary>Returns the value that a field of a resource has.</summary>
    object ValueOf(Guid id, SettableField field);

    /// <summary>Sets a field as <see cref="IStoryResources.Set"/> does, but reads do not show it yet. Call only while holding the world lock.</summary>
    /// <returns>The number of the change, for <see cref="EndOfLag"/>.</returns>
    long SetUnseen(Guid id, FieldChange change, bool isSilent);

    /// <summary>Returns the agenda entry from which on reads show a change.</summary>
    AgendaEntry EndOfLag(Guid id, long change);
}

/// <summary>The resources that have stories, in a snapshot or in a world.</summary>
internal interface ISavedSubjects
{
    /// <summary>Returns a resource, or null if there is none.</summary>
    Subject? FindSubject(Guid id);
}

/// <summary>Returns the subjects of a world.</summary>
internal delegate ISubjects SubjectsOf(World world);

/// <summary>A part of a world whose resources belong to subjects, as accounts and events do. Calls about them are part of the story of the subject.</summary>
internal interface IOwnedResources : IWorldPart
{
    /// <summary>Returns the subject to which a resource belongs, or null if the part has no such resource. Thread-safe.</summary>
    /// <param name="id">The identifier or number, as paths contain it.</param>
    Guid? FindSubject(string id);
}

/// <summary>Starts the stories of resources that calls create.</summary>
internal interface IStoryStarter
{
    /// <summary>Prepares a story before its resource is created.</summary>
    /// <param name="world">The world, or null if the call is to create it.</param>
    /// <param name="headers">The headers of the call; they can ask for a scenario.</param>
    /// <returns>Starts the story of the resource. Call only while holding the world lock.</returns>
    /// <exception cref="ApiException">There is no scenario of the name that the headers ask for.</exception>
    Action<World, Guid> Prepare(World? world, JsonElement body, IHeaderDictionary headers);
}
