using System.Net;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace CrossRiver.Emulator.Flows.Schedules;

/// <summary>The jobs and the HTTP calls of a schedule: a job starts and a call has its answer when the schedule picks it.</summary>
internal sealed partial class ScheduledCallbacks : HttpMessageHandler, IBackgroundJobClient
{
    private readonly Lock _lock = new();
    private readonly List<ScheduledCall> _calls = [];

    /// <summary>Gets the jobs that wait for a worker.</summary>
    public List<Job> Jobs { get; } = [];

    /// <summary>Gets or sets the action before each call.</summary>
    public Action<ScheduledCall> Begins { get; set; } = _ => { };

    /// <summary>Gets the calls that wait for an answer.</summary>
    public IReadOnlyList<ScheduledCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public string Create(Job job, IState state)
    {
        Jobs.Add(job);
        return $"{Jobs.Count}";
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => throw new NotSupportedException();

    /// <summary>Runs a job, as a worker of Hangfire does.</summary>
    public void RunJob(int index, WorldDirectory worlds)
    {
        var job = Jobs[index];
        Jobs.RemoveAt(index);
        new AttemptJob(worlds).Start((Guid)job.Args[0], (Guid)job.Args[1], (int)job.Args[2]);
    }

    /// <summary>Answers a call. What follows is posted to the thread of the schedule.</summary>
    public void Answer(ScheduledCall call, HttpStatusCode status)
    {
        Remove(call);

        // Elsewhere, HttpClient would continue on the thread pool.
        var thread = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        call.Response.TrySetResult(new HttpResponseMessage(status) { Content = new StringContent("") });
        SynchronizationContext.SetSynchronizationContext(thread);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var call = new ScheduledCall(new Guid(Customer().Match(body).Groups["id"].Value), Event().Match(body).Groups["name"].Value);
        Begins(call);
        lock (_lock)
        {
            _calls.Add(call);
        }

        cancellationToken.UnsafeRegister(
            _ =>
            {
                Remove(call);
                call.Response.TrySetCanceled(cancellationToken);
            },
            null);
        return await call.Response.Task.ConfigureAwait(false);
    }

    private void Remove(ScheduledCall call)
    {
        lock (_lock)
        {
            _calls.Remove(call);
        }
    }

    [GeneratedRegex("cm/customers/(?<id>[0-9a-f-]{36})", RegexOptions.NonBacktracking)]
    private static partial Regex Customer();

    [GeneratedRegex("\"eventName\":\"(?<name>[A-Za-z.]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Event();
}

/// <summary>An HTTP call that waits for its answer.</summary>
internal sealed record ScheduledCall(Guid CustomerId, string EventName)
{
    /// <summary>Gets the world's epoch when the call began.</summary>
    public int Epoch { get; set; }

    public TaskCompletionSource<HttpResponseMessage> Response { get; } = new();
}
