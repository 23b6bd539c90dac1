using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Stories;

/// <summary>Provides the buttons of a story. Each is a control route.</summary>
internal sealed class StoryActions(World world, Guid customerId, PageContext page)
{
    private static readonly IReadOnlyList<FieldOption> Delays = [new("1h", "1 h"), new("4h", "4 h"), new("24h", "1 day"), new("48h", "2 days"), new("30d", "30 days")];

    private string Customer => PageContext.ControlOf(world, $"customers/{customerId}");

    public HoldModel OfHold(WaitingHold hold) => new(hold.Id, [.. hold.Actions.Select(name => Act(name))])
    {
        EndsAt = PageContext.At(hold.EndsAt),
        EndsWith = hold.TimeoutAction,
    };

    public PlannedEntry OfPlanned(UpcomingStep step) => new(step.Id, step.What, PageContext.At(step.DueAt), step.WaitsFor,
    [
        .. step.IsNext ? [page.Action("Run now", "POST", $"{Customer}/steps/{step.Id}/run") with { Done = $"Step {step.Id} ran." }] : Array.Empty<ActionForm>(),
        page.Action("Skip", "POST", $"{Customer}/steps/{step.Id}/skip") with { Done = $"Step {step.Id} is skipped." },
        page.Action("Delay", "POST", $"{Customer}/steps/{step.Id}/delay", new ActionField("by", "by") { Options = Delays, Value = "1h" }) with { Done = $"Step {step.Id} is delayed." },
    ]);

    /// <summary>Returns the ends of holds as something that is planned.</summary>
    public static IEnumerable<PlannedEntry> OfHoldEnds(IEnumerable<WaitingHold> holds) =>
        holds.Where(hold => hold.EndsAt is not null).Select(hold => new PlannedEntry(hold.Id, $"without a decision, the bank does: {hold.TimeoutAction}", PageContext.At(hold.EndsAt), WaitsFor: null, []));

    public IReadOnlyList<ActionForm> OfCustomer(Customer customer) =>
    [
        page.Action("Set the outcome", "POST", $"{Customer}/outcome", Scan("ofac", "OFAC"), Scan("pepScan", "PEP"), Later, new ActionField("force", "even if the bank never does so") { Form = FieldForm.Flag }) with
        {
            Done = "The outcome is set.",
            Explanation = "Decides a scan instead of the bank, now or later",
        },
        page.Action("Scan again", "POST", $"{Customer}/rescan", Scan("ofac", "OFAC finds"), Scan("pepScan", "PEP finds")) with { Done = "The customer was scanned again.", Explanation = "As every night" },
        page.Action("Send an event", "POST", PageContext.ControlOf(world, "events"),
            new ActionField("eventName", "Event") { Options = [.. CustomerEvents.All.Select(name => new FieldOption(name, name))], Value = CustomerEvents.Onboarded },
            new ActionField("customerId", "Customer") { IsHidden = true, Value = $"{customer.Id}" }) with { Done = "The event is sent.", Explanation = "Sends an event without a change" },
    ];

    public IReadOnlyList<AccountLine> OfAccounts() => world.FindPart<WorldAccounts>() is not { } accounts ? [] :
    [
        .. accounts.OfCustomer(customerId).Select(account => new AccountLine(
            account.Number, account.Title ?? "", $"{account.Status}", Dollars(account.Balance),
            [Set(account), Restrict(account)])),
    ];

    private static ActionField Later => new("after", "when") { Options = [new("", "now"), .. Delays.Select(delay => delay with { Text = $"in {delay.Text}" })] };

    private static ActionField Scan(string name, string label) => new(name, label) { Options = [new("", "as it is"), .. Enum.GetNames<ScanStatus>().Select(status => new FieldOption(status, status))] };

    private static string Dollars(Cents amount) => string.Create(CultureInfo.InvariantCulture, $"${amount.Value / 100m:N2}");

    private ActionForm Act(string name) => page.Action($"{char.ToUpperInvariant(name[0])}{name[1..]}", "POST", $"{Customer}/actions/{name}") with
    {
        Kind = name is "reject" ? ActionKind.Danger : ActionKind.Primary,
        Done = $"The bank does it: {name}.",
        Key = name is "release" ? "r" : null,
    };

    private ActionForm Set(Account account) =>
        page.Action(
            "Change it",
            "POST",
            PageContext.ControlOf(world, $"accounts/{account.Number}"),
            new ActionField("status", "Status") { Options = [new("", "as it is"), .. Enum.GetNames<AccountStatus>().Select(status => new FieldOption(status, status))] },
            new ActionField("title", "Title") { Placeholder = account.Title }) with
        { Done = "The account is changed." };

    private ActionForm Restrict(Account account) =>
        page.Action(account.IsRestrictedByBank ? "Lift the restriction" : "Restrict it", "POST", PageContext.ControlOf(world, $"accounts/{account.Number}"),
            new ActionField("restricted", "Restricted") { Form = FieldForm.Flag, IsHidden = true, Value = account.IsRestrictedByBank ? "false" : "true" }) with
        { Done = "The account is changed." };
}
