using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Overrides;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Provides the scenarios of a world and the stories of its customers. Call only while holding the world lock.</summary>
internal static class StoriesInWorld
{
    extension(World world)
    {
        public WorldScenarios Scenarios => world.Part<WorldScenarios>();

        public StoryControl Stories => world.Part<StoryControl>();

        public ScenarioPlayer Player => world.Part<ScenarioPlayer>();
    }
}
