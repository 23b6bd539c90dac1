using CrossRiver.Emulator.Journal;

namespace CrossRiver.Emulator.Reports;

/// <summary>What rules ask of a call.</summary>
internal static class CallWords
{
    /// <summary>Whether the bank did what was asked.</summary>
    public static bool IsAccepted(this CallEntry call) => call.StatusCode is >= 200 and < 300;

    /// <summary>Whether the caller learned how a customer stands: it was read, or one of its parts.</summary>
    public static bool ReadsCustomer(this CallEntry call) => HttpMethods.IsGet(call.Method) && call.CustomerId is not null && call.IsAccepted();

    /// <summary>Whether the caller read a list of customers, and nobody knows which.</summary>
    public static bool ListsCustomers(this CallEntry call) => call.Operation is "customers.list" && call.IsAccepted();

    /// <summary>The call in a line.</summary>
    public static string Line(this CallEntry call) => $"{call.Method} {call.Path} → {call.StatusCode}";
}
