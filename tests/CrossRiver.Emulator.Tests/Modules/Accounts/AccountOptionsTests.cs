using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>The products are the built-in ones and those of the settings, which are checked.</summary>
public sealed class AccountOptionsTests
{
    private const string Own = "Emulator:Accounts:Products:0:";
    private const string BuiltIn = "3f6c1d52-8e07-4b9a-a1c4-aef500a4cb80";
    private const string Id = "a7d5415b-071e-4b33-bc0a-afda014e95fd";

    [Fact]
    public void There_are_three_products_without_settings()
    {
        var products = Read();

        Assert.Equal(["Personal checking", "Business checking", "Personal savings"], products.All.Select(product => product.Name));
        Assert.All(products.All, product => Assert.Equal(product, products.Find(product.Id)));
    }

    [Fact]
    public void A_product_of_the_settings_is_another_one()
    {
        var products = Read((Own + "Id", Id), (Own + "Name", "FBO"), (Own + "Classification", "Business"), (Own + "LedgerType", "Direct"));

        Assert.Equal(new Product { Id = new(Id), Name = "FBO", Classification = "Business", LedgerType = LedgerType.Direct }, products.Find(new(Id)));
        Assert.Equal(4, products.All.Count);
    }

    [Fact]
    public void An_unknown_product_is_a_checking_product_of_the_classification()
    {
        Assert.Null(Read().Find(new(Id)));
        Assert.Equal((new Guid(Id), "Business checking"), (Read().Assume(new(Id), "Business")!.Id, Read().Assume(new(Id), "Business")!.Name));
        Assert.Equal("Personal checking", Read().Assume(new(Id), "Personal")!.Name);
        Assert.Null(Read(("Emulator:Accounts:AnyProduct", "false")).Assume(new(Id), "Personal"));
        Assert.Null(Read(("Emulator:Strict", "true")).Assume(new(Id), "Personal"));
    }

    [Theory]
    [InlineData("", "FBO", "Personal", "Emulator:Accounts: Products:0 needs an Id and a Name.")]
    [InlineData(Id, " ", "Personal", "Emulator:Accounts: Products:0 needs an Id and a Name.")]
    [InlineData(Id, "FBO", "Company", "Emulator:Accounts: Products:0:Classification is 'Company'; write Personal or Business.")]
    [InlineData(BuiltIn, "FBO", "Personal", $"Emulator:Accounts: Products has {BuiltIn} 2 times, the built-in products included.")]
    public void A_wrong_product_stops_the_start(string id, string name, string classification, string message) => Assert.Equal(
        message,
        Assert.Throws<OptionsValidationException>(() => Read((Own + "Id", id), (Own + "Name", name), (Own + "Classification", classification))).Message);

    [Fact]
    public void The_built_in_identifiers_have_the_form_of_the_banks() => Assert.All(Product.BuiltIn, product =>
    {
        var bytes = product.Id.ToByteArray(bigEndian: true);
        var day = new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays((bytes[10] << 8) + bytes[11]);
        var seconds = ((bytes[12] << 24) + (bytes[13] << 16) + (bytes[14] << 8) + bytes[15]) / 300.0;

        Assert.Equal(product.Id, BankId.Create(day.AddSeconds(seconds), bytes));
        Assert.Equal(4, product.Id.Version);
    });

    [Fact]
    public void The_settings_are_described()
    {
        var catalog = new SettingCatalog(() => [new SettingSection("Accounts", typeof(AccountOptions))]);
        var settings = catalog.All.Where(setting => setting.Section is "Accounts").ToList();

        Assert.Equal(
            [
                "Emulator:Accounts:Products:0:Id", "Emulator:Accounts:Products:0:Name", "Emulator:Accounts:Products:0:Classification",
                "Emulator:Accounts:Products:0:LedgerType", "Emulator:Accounts:AnyProduct", "Emulator:Accounts:Scope",
            ],
            settings.Select(setting => setting.Key));
        Assert.All(settings, setting => Assert.NotEqual((setting.Key, ""), (setting.Key, setting.Summary)));
    }

    private static Products Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value));
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration.Build())
            .AddSettings<AccountOptions>("Accounts")
            .AddRootSettings()
            .BuildServiceProvider();

        return new Products(services.GetRequiredService<IOptions<AccountOptions>>(), services.GetRequiredService<IOptions<EmulatorOptions>>());
    }
}
