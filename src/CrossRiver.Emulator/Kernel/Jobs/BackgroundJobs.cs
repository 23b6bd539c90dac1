using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.InMemory;

namespace CrossRiver.Emulator.Kernel.Jobs;

/// <summary>Runs jobs in this process and keeps their state in memory.</summary>
internal static class BackgroundJobs
{
    // Nobody asks for a finished job; the journal has what came of it.
    private static readonly TimeSpan FinishedJobsAreKept = TimeSpan.FromSeconds(30);

    /// <summary>Gives this emulator a Hangfire of its own.</summary>
    /// <remarks>
    /// <c>AddHangfire</c> is not asked: it works with statics that the whole process shares (<c>JobStorage.Current</c> and others). With them,
    /// emulators in one test process run each other's jobs (HangfireIO/Hangfire#2151), and a host that has a Hangfire, too, would find its
    /// log, its activator and its serializers changed.
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

    /// <summary>Sets what Hangfire has once for a whole process. For a program that is an emulator and nothing else.</summary>
    public static void ConfigureProcess() => GlobalConfiguration.Configuration
        .UseLogProvider(new SilentLog())
        .UseSimpleAssemblyNameTypeSerializer()
        .UseRecommendedSerializerSettings();
}
