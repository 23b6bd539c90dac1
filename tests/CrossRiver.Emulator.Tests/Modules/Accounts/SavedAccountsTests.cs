using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;
using CrossRiver.Emulator.Kernel.Worlds.Parts;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>A snapshot keeps the accounts, and inconsistent accounts are refused.</summary>
public sealed class SavedAccountsTests
{
    private const string Restriction = "accounts[0].restrictions[0].";

    private static readonly JsonSerializerOptions Json =
        new SnapshotJson(new WorldPartTypes([], new ServiceCollection().BuildServiceProvider()), new AgendaEntryTypes([]), []).Options;

    private readonly TestAccounts _accounts = new();

    public SavedAccountsTests()
    {
        var account = _accounts.Open(clientIdentifier: "first");
        var sub = _accounts.OpenSub(account);
        _accounts.Deposit(account.Number, 1_000);
        _accounts.Transfer(sub.Number, _accounts.Open(LedgerType.Direct).Number, 400);
        _accounts.Restrict(account.Number, new RestrictionRequest { SubAccountNumber = sub.Number, AmountThreshold = new Cents(5) });
        _accounts.SetStatus(account.Number, AccountStatus.Closed);
    }

    [Fact]
    public void A_restored_world_continues_as_the_saved_one()
    {
        var restored = new TestAccounts(_accounts.Machine);
        restored.Load(Read(Written()));

        Assert.Equal(Written().ToJsonString(), JsonSerializer.SerializeToNode(restored.Save(), Json)!.ToJsonString());
        Assert.Equal(_accounts.Open().Number, restored.Open().Number);
        Assert.Equal(_accounts.OpenSub(_accounts.Open()).Number, restored.OpenSub(restored.Open()).Number);
    }

    [Fact]
    public void A_world_without_accounts_is_consistent() => Check(SavedAccounts.None, TestAccounts.Partner);

    [Theory]
    [InlineData("accounts[1].number", "\"7\"", "accounts[1].number", "the number of an account has 10 to 17 digits")]
    [InlineData("accounts[0].balance", "601", "accounts[0].balance", "the balance of an account is not the sum of its subledgers")]
    [InlineData("accounts[0].implicitBalance", "999", "accounts[0].balance", "the balance of an account is not the sum of its subledgers")]
    [InlineData("accounts[0].balance", "-1", "accounts[0].balance", "the balance of an account is negative")]
    [InlineData("accounts[0].ledgerType", "\"Direct\"", "accounts[0].implicitBalance", "a subledger of a Direct account is negative")]
    [InlineData("accounts[0].status", "\"Active\"", "accounts[0].closedAt", "exactly a closed account has the moment of its closing")]
    [InlineData(Restriction + "accountNumber", "\"2001231231\"", Restriction + "accountNumber", "a restriction is of another account")]
    [InlineData(
        Restriction + "subAccountNumber", "\"2001231231\"", Restriction + "subAccountNumber", "a restriction is of a subledger that the account does not have")]
    [InlineData("subAccounts[0].number", "\"7\"", "subAccounts[0].number", "the number of a subledger has 10 to 17 digits")]
    [InlineData("subAccounts[0].masterNumber", "\"2001231231\"", "subAccounts[0].masterNumber", "a subledger is of an account that is not there")]
    [InlineData("subAccounts[0].status", "\"Closed\"", "subAccounts[0].closedAt", "exactly a closed subledger has the moment of its closing")]
    public void Accounts_that_do_not_agree_are_refused(string path, string value, string place, string reason)
    {
        var written = Written();
        Set(written, path, JsonNode.Parse(value));

        Assert.Equal($"$.accounts.{place}: {reason}", Assert.Throws<InvalidDataException>(() => Check(Read(written), TestAccounts.Partner)).Message);
    }

    [Fact]
    public void No_number_is_there_twice()
    {
        var saved = _accounts.Save();
        var account = saved.Accounts[0];

        Assert.Equal($"$.accounts.accounts[1]: account {account.Number} is there twice", Refusal(saved with { Accounts = [account, account] }));
        Assert.Equal(
            $"$.accounts.subAccounts[1]: subledger {saved.SubAccounts[0].Number} is there twice",
            Refusal(saved with { SubAccounts = [saved.SubAccounts[0], saved.SubAccounts[0]] }));
        Assert.Equal(
            "$.accounts.subAccounts[0].number: a subledger has the number of an account",
            Refusal(saved with { SubAccounts = [saved.SubAccounts[0] with { Number = account.Number }] }));
        Assert.Equal(
            $"$.accounts.accounts[0].restrictions[1]: restriction {account.Restrictions[0].Id} is there twice",
            Refusal(saved with { Accounts = [account with { Restrictions = [account.Restrictions[0], account.Restrictions[0]] }] }));
    }

    [Fact]
    public void The_accounts_are_of_the_partner() => Assert.Equal(
        "$.accounts.accounts[0].partnerId: an account is of another partner",
        Assert.Throws<InvalidDataException>(() => Check(_accounts.Save(), Guid.Empty)).Message);

    [Theory]
    [InlineData("accounts[0].balance", "1000000000000000")]
    [InlineData("accounts[0].balance", "1.5")]
    [InlineData("accounts[0].balance", "\"1\"")]
    [InlineData("accounts[0].transactionCount", "-1")]
    [InlineData("accounts[0].key", "null")]
    public void A_value_that_no_account_has_is_not_read(string path, string value)
    {
        var written = Written();
        Set(written, path, JsonNode.Parse(value));

        Assert.Throws<JsonException>(() => Read(written));
    }

    private static string Refusal(SavedAccounts saved) => Assert.Throws<InvalidDataException>(() => Check(saved, TestAccounts.Partner)).Message;

    private static void Check(SavedAccounts saved, Guid partnerId) => SavedAccounts.Check(saved, partnerId, Place.Root.Of("accounts"));

    private static SavedAccounts Read(JsonNode written) => written.Deserialize<SavedAccounts>(Json)!;

    private static void Set(JsonNode json, string path, JsonNode? value)
    {
        var members = path.Split('.', '[', ']').Where(member => member is not "").ToArray();
        var parent = members[..^1].Aggregate(json, Below);
        parent[members[^1]] = value;

        static JsonNode Below(JsonNode node, string member) => int.TryParse(member, CultureInfo.InvariantCulture, out var index) ? node[index]! : node[member]!;
    }

    private JsonNode Written() => JsonSerializer.SerializeToNode(_accounts.Save(), Json)!;
}
