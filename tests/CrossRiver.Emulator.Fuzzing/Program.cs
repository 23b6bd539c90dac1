using System.Runtime.InteropServices;
using CrossRiver.Emulator.Fuzzing;
using SharpFuzz;

// What the emulator runs before AFL++ listens is counted in memory of its own.
const int Counters = 65_536;
unsafe
{
    SharpFuzz.Common.Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(Counters);
}

switch (args)
{
    case ["run", var name]:
        await using (var target = await FuzzTarget.StartAsync(name))
        {
            Fuzzer.Run(input => TryAsync(target, input).GetAwaiter().GetResult());
        }

        return 0;

    // The seeds, one a file, and the dictionary of AFL++.
    case ["seeds", var name, var folder]:
        await using (var target = await FuzzTarget.StartAsync(name))
        {
            foreach (var (number, seed) in target.Seeds.Index())
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"seed-{number:0000}"), seed);
            }

            await File.WriteAllLinesAsync($"{folder}.dict", target.FindWords().Select(word => $"\"{word}\""));
        }

        return 0;

    case ["try", var name, .. var files]:
        await using (var target = await FuzzTarget.StartAsync(name))
        {
            foreach (var file in files)
            {
                await target.TryAsync(await File.ReadAllBytesAsync(file));
            }
        }

        return 0;

    default:
        await Console.Error.WriteLineAsync("usage: CrossRiver.Emulator.Fuzzing run TARGET | seeds TARGET FOLDER | try TARGET FILE...");
        return 2;
}

static async Task TryAsync(FuzzTarget target, Stream input)
{
    using var bytes = new MemoryStream();
    await input.CopyToAsync(bytes);
    await target.TryAsync(bytes.ToArray());
}
