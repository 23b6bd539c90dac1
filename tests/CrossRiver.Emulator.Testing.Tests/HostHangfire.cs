using Hangfire;
using Hangfire.InMemory;
using Hangfire.Logging;

namespace CrossRiver.Emulator.Testing;

/// <summary>The Hangfire that the host of these tests has of its own. Nothing of an emulator's is any business of it.</summary>
internal sealed class HostHangfire : JobActivator, ILogProvider, ILog
{
    private HostHangfire()
    {
    }

    public static HostHangfire Instance { get; } = new();

    public static JobStorage Storage { get; } = new InMemoryStorage();

    public static void Install() => GlobalConfiguration.Configuration.UseStorage(Storage).UseActivator(Instance).UseLogProvider(Instance);

    public override object ActivateJob(Type jobType) => throw new InvalidOperationException($"The host has no {jobType}.");

    public ILog GetLogger(string name) => this;

    /// <summary>Says that it writes nothing, except to who asks for it by its name.</summary>
    public bool Log(LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => messageFunc?.Invoke() is nameof(HostHangfire);
}
