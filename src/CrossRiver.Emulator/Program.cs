using CrossRiver.Emulator;

return await EmulatorProgram.RunAsync(args);
