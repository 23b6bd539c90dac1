using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.InMemory;
using Hangfire.Logging;

namespace CrossRiver.Emulator.Kernel.Jobs;

/// <summary>Runs jobs in this process and keeps their state in memory.</summary>
internal static class BackgroundJobs
{
    // Finished jobs have no reader; the journal contains their results.
    private static readonly TimeSpan FinishedJobsAreKept = TimeSpan.FromSeconds(30);

    /// <summary>Adds a Hangfire for this emulator alone.</summary>
    /// <remarks>
    /// <c>AddHangfire</c> uses statics of the whole process, such as <c>JobStorage.Current</c>. With them, emulators in one test process run each
    /// other's jobs (HangfireIO/Hangfire#2151), and the log, activator and serializers of a host with its own Hangfire would change.
    /// </remarks>
    public static IServiceCollection AddBackgroundJobs(this IServiceCollection services)
    {
        services.AddSingleton<JobStorage>(_ => new InMemoryStorage(new InMemoryStorageOptions
        {
            IdType = InMemoryStorageIdType.Long,
            MaxExpirationTime = FinishedJobsAreKept,
            MaxStateHistoryLength = 3,
        }));
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<IJobFilterProvider>(_ => new JobFilterProviderCollection(new JobFilterAttributeFilterProvider()));
        services.AddSingleton<IBackgroundJobClient, BackgroundJobClient>();

        return services.AddHostedService<JobServer>();
    }

    /// <summary>Sets the settings that Hangfire has once per process. Call it only in a process that runs nothing but an emulator.</summary>
    public static void ConfigureProcess() => GlobalConfiguration.Configuration
        .UseLogProvider(new SilentLog())
        .UseSimpleAssemblyNameTypeSerializer()
        .UseRecommendedSerializerSettings();
}

/// <summary>Drops Hangfire's log, because the emulator logs the results of attempts. Without this, Hangfire searches the program for loggers.</summary>
internal sealed class SilentLog : ILogProvider, ILog
{
    public ILog GetLogger(string name) => this;

    public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
}
