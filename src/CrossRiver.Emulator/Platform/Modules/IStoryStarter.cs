using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Starts the stories of resources that calls create: what happens to a resource without another call.</summary>
internal interface IStoryStarter
{
    /// <summary>Prepares a story before its resource is created.</summary>
    /// <param name="world">The world, or null if the call is to make it.</param>
    /// <param name="body">The body of the call.</param>
    /// <param name="headers">The headers of the call; they can ask for a scenario.</param>
    /// <returns>Starts the story of the resource. Call only while holding the world lock.</returns>
    /// <exception cref="RefusedException">There is no scenario of the name that the headers ask for.</exception>
    Action<World, Guid> Prepare(World? world, JsonElement body, IHeaderDictionary headers);
}
