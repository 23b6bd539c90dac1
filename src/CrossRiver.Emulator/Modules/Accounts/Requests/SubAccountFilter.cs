using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Modules.Accounts.Requests;

/// <summary>The conditions for the subledgers of a list. An absent member is no condition.</summary>
/// <remarks>Assumed: all of it. The bank's pages mention the list and do not show its filters.</remarks>
internal sealed record SubAccountFilter(Guid? PartnerId, string? MasterAccountNumber) : IQuery<SubAccountFilter>
{
    public static SubAccountFilter Read(QueryReader query) => new(
        query.Id("partnerId", "Only subledgers of this partner."),
        query.Text("masterAccountNumber", "Only subledgers of this account."));
}
