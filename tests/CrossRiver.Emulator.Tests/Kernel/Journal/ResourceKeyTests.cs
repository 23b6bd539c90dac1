using System.Text.Json;
using CrossRiver.Emulator.Kernel.Events;
using CrossRiver.Emulator.Kernel.Text;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Journals and snapshots name a customer by its identifier alone, as they did when there was nothing else to name.</summary>
public sealed class ResourceKeyTests
{
    private static readonly Guid Customer = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff");

    [Theory]
    [InlineData("customer", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("account", "2100000017", "account/2100000017")]
    [InlineData("card", "a/b", "card/a/b")]
    public void A_key_is_read_as_it_was_written(string type, string id, string written)
    {
        var key = new ResourceKey(type, id);

        var json = JsonSerializer.Serialize(key, WireJson.Options);

        Assert.Equal($"\"{written}\"", json);
        Assert.Equal(key, JsonSerializer.Deserialize<ResourceKey>(json, WireJson.Options));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"6f9619ff\"")]
    [InlineData("\"/2100000017\"")]
    public void A_text_that_names_no_resource_is_refused(string json) =>
        Assert.Equal("it names no resource", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ResourceKey>(json, WireJson.Options)).Message);

    [Fact]
    public void Only_the_key_of_a_customer_has_the_identifier_of_one()
    {
        Assert.Equal(Customer, ResourceKey.OfCustomer(Customer).CustomerId);
        Assert.Null(new ResourceKey("account", $"{Customer}").CustomerId);
    }
}
