using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.ReportRules;

namespace CrossRiver.Emulator.Modules.Accounts.ReportRules;

/// <summary>What a partner has learnt of a customer's OFAC status when it opens an account, read from a journal.</summary>
public sealed class LearntStatusTests
{
    private static readonly OpenedAccountBeforeClear Rule = new();

    [Fact]
    public void The_rule_says_what_a_good_integration_does_and_who_says_so() => Assert.Equal(
        "85 opened-account-before-clear: opens an account only after it has learnt that the OFAC status of the customer is Clear"
            + " (pages: only a customer whose OFAC status is Clear can have an account (docs/fidelity.md#accounts)); no account was opened for a customer whose status the partner had learnt",
        $"{Rule.Order} {Rule.Name}: {Rule.Sentence} ({Rule.Source}); {new TestHistory().JudgedBy(Rule).Why}");

    public static TheoryData<string, string> Lives => new()
    {
        { "created create open", "Pending" },
        { "create created open", "Pending" },
        { "created create clear open", "Pending" },
        { "created create clear read open", "Clear" },
        { "created create read clear open", "Pending" },
        { "created create clear read failed open", "Clear" },
        { "created create clear read failed read open", "Failed" },
        { "created create clear read pep-failed read open", "Clear" },
        { "created create clear refused-read open", "Pending" },
        { "created create clear lost-read open", "Pending" },
        { "created create clear read-of-part open", "Pending" },
        { "created create clear event extended open", "Clear" },
        { "created create clear event basic open", "Pending" },
        { "created create clear event refused open", "Pending" },
        { "created create clear event spoiled open", "Pending" },
        { "created create clear extended open", "Pending" },
        { "created create failed event clear extended open", "Failed" },
        { "created create clear name-event extended open", "Pending" },
        { "clear event extended open", "Clear" },
        { "event extended open", "" },
        { "read open", "" },
        { "open", "" },
        { "created create clear read create open", "Clear" },
        { "refused-create created open", "" },
        { "created lost-create open", "" },
        { "created create list open", "" },
        { "created create clear read list open", "Clear" },
        { "created create list read open", "Pending" },
        { "created create refused-list open", "Pending" },
        { "created create clear read refused-open", "Clear" },
    };

    [Theory]
    [MemberData(nameof(Lives))]
    public void The_last_status_that_the_partner_had_learnt_decides(string acts, string learnt)
    {
        var history = new TestHistory();
        foreach (var act in acts.Split(' '))
        {
            _ = act switch
            {
                "created" => history.Change("created"),
                "create" => history.Create(),
                "refused-create" => history.Create(status: 400),
                "lost-create" => history.Lost("customers.create", "POST"),
                "clear" => history.Change("ofac Pending → Clear"),
                "failed" => history.Change("ofac Clear → Failed"),
                "pep-failed" => history.Change("pepScan Clear → Failed"),
                "read" => history.Read(),
                "refused-read" => history.Read(status: 500),
                "lost-read" => history.Lost("customers.get", "GET"),
                "read-of-part" => history.Call("addresses.list"),
                "event" => history.Happened(2),
                "name-event" => history.Happened(2, CustomerEvents.NameChanged),
                "extended" => history.Attempt(2),
                "basic" => history.Attempt(2, format: "Basic"),
                "refused" => history.Attempt(2, 500),
                "spoiled" => history.Attempt(2, fault: "body: truncated"),
                "list" => history.Call("customers.list", customer: 0),
                "refused-list" => history.Call("customers.list", customer: 0, status: 500),
                "refused-open" => history.Call("accounts.open", method: "POST", status: 400, path: "/core/v1/dda/accounts"),
                _ => history.Call("accounts.open", method: "POST", path: "/core/v1/dda/accounts"),
            };
        }

        // A lost answer has two entries, the call and its fault.
        var number = acts.Split(' ').Sum(act => act.StartsWith("lost", StringComparison.Ordinal) ? 2 : 1);
        var status = acts.Contains("refused-open", StringComparison.Ordinal) ? 400 : 200;
        Assert.Equal(
            learnt is "" ? [] : [$"{number} {(learnt is "Clear" ? "good" : "bad")}: POST /core/v1/dda/accounts → {status}; the last OFAC status that the partner had learnt was {learnt}"],
            history.ObservedBy(Rule));
    }

    [Fact]
    public void What_was_learnt_of_one_customer_says_nothing_of_another()
    {
        var history = new TestHistory().Change("created").Change("created", customer: 2).Create().Create(2).Change("ofac Pending → Clear").Read().Read(customer: 2)
            .Call("accounts.open", 2, "POST").Call("accounts.open", 1, "POST");

        Assert.Equal(["8 bad", "9 good"], history.ObservedBy(Rule).Select(line => line.Split(':')[0]));
    }
}
