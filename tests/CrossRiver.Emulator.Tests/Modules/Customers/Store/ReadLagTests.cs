using System.Text.Json;
using CrossRiver.Emulator.Kernel.Text;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>Reads that lag behind show a customer as it was.</summary>
public sealed class ReadLagTests
{
    private readonly TestCustomers _customers = new();
    private readonly Customer _customer;

    public ReadLagTests() => _customer = _customers.Onboard();

    [Fact]
    public void A_delayed_change_is_shown_when_its_lag_ends()
    {
        var change = SetUnseen("ofac Failed");

        Assert.Equal("Pending Pending, modified after 0 min", Shown());
        Assert.Equal(ScanStatus.Failed, _customers.Now(_customer).Ofac);
        _customers.ReadLag.Show(_customer.Id, change);
        Assert.Equal("Failed Pending, modified after 1 min", Shown());
        Assert.Same(_customers.Now(_customer), _customers.FindShown(_customer.Id));
        _customers.ReadLag.Show(_customer.Id, change);
    }

    [Fact]
    public void The_value_before_the_oldest_of_several_delayed_changes_is_shown()
    {
        var first = SetUnseen("ofac Failed");
        var second = SetUnseen("ofac Reviewing");
        var third = SetUnseen("pepScan Clear");

        Assert.Equal((1, 2, 3), (first, second, third));
        Assert.Equal("Pending Pending, modified after 0 min", Shown());
        _customers.ReadLag.Show(_customer.Id, first);
        Assert.Equal("Failed Pending, modified after 1 min", Shown());
        _customers.ReadLag.Show(_customer.Id, second);
        Assert.Equal("Reviewing Pending, modified after 2 min", Shown());
        _customers.ReadLag.Show(_customer.Id, third);
        Assert.Equal("Reviewing Clear, modified after 3 min", Shown());
    }

    [Fact]
    public void A_later_change_that_is_not_delayed_is_shown_at_once()
    {
        SetUnseen("ofac Failed");
        SetUnseen("pepScan Clear");
        _customers.Machine.Advance(TimeSpan.FromMinutes(1));
        _customers.Set(_customer.Id, SettableFields.Ofac.To(ScanStatus.Reviewing), isSilent: false);

        Assert.Equal("Reviewing Pending, modified after 3 min", Shown());
    }

    [Fact]
    public void The_lag_of_one_customer_is_none_of_another()
    {
        var other = _customers.Onboard();
        var change = SetUnseen("ofac Failed");
        _customers.SetUnseen(other.Id, SettableFields.Ofac.To(ScanStatus.Clear), isSilent: false);

        _customers.ReadLag.Show(other.Id, change);
        Assert.Equal("Pending Pending, modified after 0 min", Shown());
        Assert.Equal(ScanStatus.Pending, _customers.FindShown(other.Id)!.Ofac);
        _customers.ReadLag.Show(other.Id, change + 1);
        Assert.Equal(ScanStatus.Clear, _customers.FindShown(other.Id)!.Ofac);
    }

    [Fact]
    public void Delayed_changes_are_saved_in_their_order_and_later_ones_get_other_numbers()
    {
        var other = _customers.Onboard();
        SetUnseen("ofac Failed");
        _customers.SetUnseen(other.Id, SettableFields.Ofac.To(ScanStatus.Clear), isSilent: false);
        SetUnseen("pepScan Clear");
        var restored = new ReadLag();
        restored.Load([.. _customers.ReadLag.Save().Reverse()]);

        Assert.Equal([1, 2, 3], _customers.ReadLag.Save().Select(change => change.Number));
        Assert.Equal([(_customer.Id, "Failed"), (other.Id, "Clear"), (_customer.Id, "Failed")], restored.Save().Select(change => (change.Before.Id, $"{change.After.Ofac}")));
        Assert.Equal(JsonSerializer.Serialize(_customers.FindShown(other.Id), WireJson.Options), JsonSerializer.Serialize(restored.Of(_customers.Now(other)), WireJson.Options));
        Assert.Equal(4, restored.Add(_customer, _customer));
    }

    [Fact]
    public void The_end_of_a_lag_is_an_entry_of_the_agenda_about_the_customer()
    {
        var entry = _customers.EndOfLag(_customer.Id, 7);

        Assert.Equal(new ReadLagEndEntry(_customer.Id, 7), entry);
        Assert.Equal(("end of a read lag", true, _customer.Id), (entry.What, entry.IsConsequence, entry.OfCustomer));
    }

    private long SetUnseen(string change)
    {
        _customers.Machine.Advance(TimeSpan.FromMinutes(1));
        return change.Split(' ') is [var key, var value]
            ? _customers.SetUnseen(_customer.Id, SettableFields.All.Single(field => field.Key == key).Parse(value)!, isSilent: false)
            : 0;
    }

    private string Shown()
    {
        var shown = _customers.FindShown(_customer.Id)!;
        return $"{shown.Ofac} {shown.PepScan}, modified after {(shown.LastModifiedAt - shown.CreatedAt).Minutes} min";
    }
}
