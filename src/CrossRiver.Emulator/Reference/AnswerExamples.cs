using System.Text.Json;
using CrossRiver.Emulator.Control;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Children;
using CrossRiver.Emulator.Customers.Requests;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Events;
using CrossRiver.Emulator.Webhooks.Registrations;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Shows what the bank's resources look like in answers: those that come of the examples to send.</summary>
internal sealed class AnswerExamples : IOpenApiDocumentTransformer
{
    private static readonly DateTimeOffset Made = new(2021, 11, 22, 15, 49, 58, 843, TimeSpan.Zero);
    private static readonly Guid CustomerId = new("9052b6a5-3f09-41d1-b526-ade80104eb79");
    private static readonly Guid ChildId = new("5f0d9c77-52a8-4d0c-9d30-ade80104eb7a");

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (name, resource) in Resources())
        {
            if (document.Components!.Schemas!.TryGetValue(name, out var kept) && kept is OpenApiSchema schema)
            {
                schema.Examples = [JsonSerializer.SerializeToNode(resource, resource.GetType(), WireJson.Options)!];
            }
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<(string Name, object Resource)> Resources()
    {
        var at = ExampleSetting.OfTutorial();
        var person = at.Faker.Person(at.PartnerId);

        yield return ("Customer", CustomerBody.Stored(CustomerOf(person)));
        yield return (nameof(Address), person.PrimaryAddress! with { Id = ChildId });
        yield return (nameof(Phone), person.PrimaryPhone! with { Id = ChildId });
        yield return (nameof(Email), person.PrimaryEmail! with { Id = ChildId });
        yield return (nameof(Identification), person.PrimaryIdentification! with { Id = ChildId });
        yield return ("BeneficialOwner", at.Faker.Owner(CustomerId) with { Id = ChildId });
        yield return (nameof(Registration), RegistrationBody.Of(new Registration
        {
            Id = ChildId,
            Number = 1,
            PartnerId = at.PartnerId,
            EventName = CustomerEvents.OfacChanged,
            CallbackUrl = new Uri("http://localhost:9000/hooks"),
            Type = RegistrationType.Push,
            Format = RegistrationFormat.Basic,
            CreatedAt = Made,
        }));
        yield return (nameof(WebhookEvent), new WebhookEventBody
        {
            Id = ChildId,
            EventName = CustomerEvents.OfacChanged,
            Status = WebhookEventStatus.Success,
            PartnerId = at.PartnerId,
            CreatedAt = EasternTime.ToMilliseconds(Made),
            LastAttemptedAt = EasternTime.ToMilliseconds(Made),
            Resources = [$"core/v1/cm/customers/{CustomerId}"],
            Details = [],
        });
    }

    private static Customer CustomerOf(CreateCustomerRequest person) => new()
    {
        Id = CustomerId,
        Key = "example",
        PartnerId = person.PartnerId,
        CifNumber = "32653745014",
        Classification = person.Classification,
        Name = person.Name,
        Profile = person.Profile.Normalized(),
        ClientIdentifier = person.ClientIdentifier,
        DueDiligence = person.DueDiligence,
        Addresses = [person.PrimaryAddress! with { Id = ChildId }],
        Phones = [person.PrimaryPhone! with { Id = ChildId }],
        CreatedAt = Made,
        LastModifiedAt = Made,
    };
}
