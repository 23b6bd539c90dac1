using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Overrides;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>The scenarios of a world and the stories of its customers.</summary>
internal static class StoriesInWorld
{
    extension(World world)
    {
        /// <summary>Gets which scenarios customers get. Call only while holding the world lock.</summary>
        public WorldScenarios Scenarios => world.Part<WorldScenarios>();

        /// <summary>Gets what people and testers do with the stories of customers. Call only while holding the world lock.</summary>
        public StoryControl Stories => world.Part<StoryControl>();

        public ScenarioPlayer Player => world.Part<ScenarioPlayer>();
    }
}
