namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>What the modules have registered, as the rest of the emulator finds it.</summary>
public sealed class ModuleCatalogTests
{
    private readonly ModuleCatalog _catalog = EmulatorApplication.CreateCatalog();

    [Fact]
    public void Operations_that_need_a_scope_are_before_the_others()
    {
        var names = _catalog.Operations.Select(operation => operation.Name).ToList();

        Assert.Equal("token.issue", names[^1]);
        Assert.Equal("customers.create", names[0]);
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Fields_of_resources_with_stories_are_the_customer_s()
    {
        Assert.Equal(["cifNumber", "ofac"], _catalog.FieldsOfSubjects.Select(field => field.Key).Order(StringComparer.Ordinal).Where(key => key is "cifNumber" or "ofac" or "restricted"));
        Assert.True(_catalog.SettableFields.Count > _catalog.FieldsOfSubjects.Count);
        Assert.All(_catalog.FieldsOfSubjects, field => Assert.Contains(field, _catalog.SettableFields));
    }

    [Theory]
    [InlineData("/core/v1/cm/customers", true)]
    [InlineData("/core/v1/cm/customers/6e80b097-693c-4592-8440-02f345335bbf", true)]
    [InlineData("/webhooks/v1/registrations", true)]
    [InlineData("/core/v1/nothing", false)]
    [InlineData("/_emulator/health", false)]
    public void A_path_has_an_endpoint_of_the_bank_or_none(string path, bool isFound) => Assert.Equal(isFound, _catalog.FindEndpoint(path) is not null);
}
