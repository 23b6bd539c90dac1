using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Modules.Customers.ReportRules;

/// <summary>What rules ask of a call about customers.</summary>
internal static class CustomerReads
{
    /// <summary>Whether the caller learned how a customer stands: it was read, or one of its parts.</summary>
    public static bool ReadsCustomer(this CallEntry call) => HttpMethods.IsGet(call.Method) && call.CustomerId is not null && call.IsAccepted();

    /// <summary>Whether the caller read a list of customers, and nobody knows which.</summary>
    public static bool ListsCustomers(this CallEntry call) => call.Operation is "customers.list" && call.IsAccepted();
}
