using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Contract;

namespace CrossRiver.Emulator.Scenarios.Codes;

/// <summary>How the news of a tax-id code's story travels: its fourth digit. A fault concerns every event of the customer.</summary>
internal static class CodedDelivery
{
    private static readonly TimeSpan ReorderWindow = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(10);

    private static readonly Which First = new(First: 1, Last: 1, Every: 1);

    private static readonly DeliveryFault Doubled = new() { Duplicate = new Duplicate(Copies: 1, new Delay(TimeSpan.Zero, TimeSpan.FromSeconds(2)), SameId: true) };

    private static readonly DeliveryFault Reversed = new() { Reorder = new Reorder("reverse", ReorderWindow) };

    private static readonly DeliveryFault LosesFirst = new() { Attempts = First, Lose = "attempt" };

    // The first attempt only: who refuses it, as is right, is sent the event again as it should be.
    private static readonly DeliveryFault WrongPassword = new() { Attempts = First, Auth = "wrong-password" };

    private static readonly (string Name, IReadOnlyList<DeliveryFault> Faults)[] ByDigit =
    [
        ("clean", []),
        ("duplicate", [Doubled]),
        ("reordered", [Reversed]),
        ("first attempt lost", [LosesFirst]),
        ("event lost", [new DeliveryFault { Lose = "event" }]),
        ("late", [new DeliveryFault { Late = new Delay(Lateness, Lateness) }]),
        ("wrong password", [WrongPassword]),
        ("broken body", [new DeliveryFault { Attempts = First, Body = "truncated" }]),
        ("storm", [Doubled, Reversed, LosesFirst with { Event = "*.Onboarded" }, WrongPassword with { Event = "*.PepScan.Changed" }]),
    ];

    /// <summary>What a digit stands for, in words.</summary>
    public static string NameOf(char digit) => ByDigit[digit - '0'].Name;

    /// <summary>What a digit stands for; <see langword="null"/> for delivery as usual.</summary>
    public static DeliveryRules? Of(char digit) => ByDigit[digit - '0'].Faults is { Count: > 0 } faults ? new DeliveryRules { Faults = faults } : null;
}
