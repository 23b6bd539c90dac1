using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Represents an answer about one world: the members that all of them begin with.</summary>
internal abstract record WorldStamp
{
    protected WorldStamp(World world) => (World, PartnerId, Now, Epoch) = (world, world.PartnerId, world.Clock.Now, world.EpochNumber);

    /// <summary>The partner that the world belongs to.</summary>
    [JsonPropertyOrder(-3)]
    public Guid PartnerId { get; }

    /// <summary>The moment of the answer, on the world's clock.</summary>
    [JsonPropertyOrder(-2)]
    public DateTimeOffset Now { get; }

    /// <summary>The number of the world's epoch: 1, and one more after each reset.</summary>
    [JsonPropertyOrder(-1)]
    public int Epoch { get; }

    // Answers do not show it, because it is not public. It has the name of the first parameter of each answer, so that the compiler adds no public property.
    protected World World { get; }
}

/// <summary>Represents an answer to a call that creates the world if there is none.</summary>
internal abstract record PreparedWorldStamp(World World) : WorldStamp(World)
{
    /// <summary>True if the call created the world, else absent.</summary>
    [JsonPropertyOrder(1)]
    public bool? Created { get; init; }
}

/// <summary>Provides the parts that most control calls about one world share.</summary>
internal static class WorldCalls
{
    /// <summary>Returns the answer of a control call, whose function runs while holding the world lock.</summary>
    public static Ok<T> Answer<T>(this World world, Func<World, T> act) => TypedResults.Ok(world.RunForTester(() => act(world)));

    /// <summary>Enters a control call into the journal of the world, in words.</summary>
    public static void Note(this World world, string what) => world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = what });
}
