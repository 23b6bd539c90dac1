[assembly: CrossRiver.Emulator.Testing.PrintStories]
