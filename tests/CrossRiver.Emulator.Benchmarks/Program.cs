using CrossRiver.Emulator.Benchmarks;
using CrossRiver.Emulator.Benchmarks.Servers;

return args switch
{
    ["bare", .. var rest] => await BareEndpoint.RunAsync(rest),
    ["receive", .. var rest] => await WebhookReceiver.RunAsync(rest),
    [var repository, var emulator, .. var order] => await Benchmark.RunAsync(new DirectoryInfo(repository), emulator, order),
    _ => await Benchmark.ExplainUseAsync(),
};
