namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>The OpenAPI document that is kept describes the customer management as the module declares itself.</summary>
public sealed class CustomersReferenceTests
{
    private readonly KeptDescription _kept = new(DeclaredModule.Customers);

    [Fact]
    public void Each_operation_has_its_place_name_tag_parameters_and_examples() => _kept.AssertOperations();

    [Fact]
    public void Each_body_has_its_fields_with_their_forms() => _kept.AssertBodies();

    [Fact]
    public void Each_group_of_operations_has_its_text_and_each_resource_its_example() => _kept.AssertTextsAndExamples();
}
