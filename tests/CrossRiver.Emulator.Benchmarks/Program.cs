using CrossRiver.Emulator.Benchmarks;

return args switch
{
    ["bare", .. var rest] => await BareEndpoint.RunAsync(rest),
    ["receive", .. var rest] => await WebhookReceiver.RunAsync(rest),
    [var emulator, var seconds, .. var only] => await Benchmark.RunAsync(emulator, seconds, only),
    _ => await Benchmark.ExplainUseAsync(),
};
