namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>A part of the bank, such as its customers: a folder, and one line in <c>EmulatorApplication.cs</c>.</summary>
internal interface IModule
{
    /// <summary>Gets the name, for example <c>customers</c>.</summary>
    string Name { get; }

    /// <summary>Registers what the module has.</summary>
    /// <param name="module">What the emulator takes from a module.</param>
    void Register(ModuleBuilder module);
}
