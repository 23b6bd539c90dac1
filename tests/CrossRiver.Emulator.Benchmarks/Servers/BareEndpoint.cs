using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>What the emulator is compared with: minimal-API endpoints over a dictionary, with bodies of the emulator's shapes and nothing else.</summary>
internal static class BareEndpoint
{
    private static readonly ConcurrentDictionary<Guid, BareCustomer> Customers = new();

    /// <summary>Serves until the process is ended.</summary>
    /// <param name="args">The command line of an ASP.NET Core program, with <c>--urls</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);

        await using var app = builder.Build();
        app.MapGet("/ready", () => TypedResults.Ok());
        app.MapPost("/core/v1/cm/customers", CreateCustomer);
        app.MapGet("/core/v1/cm/customers/{id:guid}", GetCustomer);
        await app.RunAsync();

        return 0;
    }

    private static Ok<BareCustomer> CreateCustomer(BareRequest request, TimeProvider clock)
    {
        var now = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var customer = new BareCustomer
        {
            Id = new Guid(RandomNumberGenerator.GetBytes(16)),
            Classification = request.Classification,
            Name = request.Name with { FullName = $"{request.Name.FirstName} {request.Name.LastName}" },
            Profile = request.Profile,
            CreatedAt = now,
            LastModifiedAt = now,
            PartnerId = request.PartnerId,
            ClientIdentifier = request.ClientIdentifier,
        };
        Customers[customer.Id] = customer;

        return TypedResults.Ok(customer);
    }

    private static Results<Ok<BareCustomer>, NotFound> GetCustomer(Guid id) => Customers.TryGetValue(id, out var customer)
        ? TypedResults.Ok(customer)
        : TypedResults.NotFound();
}

/// <summary>A create as the emulator takes it.</summary>
internal sealed record BareRequest(Guid PartnerId, BareName Name, string Classification, BareProfile Profile, string ClientIdentifier);

/// <summary>A person's name.</summary>
internal sealed record BareName(string FirstName, string LastName, string? FullName);

/// <summary>A person's banking profile.</summary>
internal sealed record BareProfile
{
    public required bool RegO { get; init; }

    public string CitizenshipCountryCode { get; init; } = "US";

    public required bool PoliticallyExposedPerson { get; init; }

    public bool EnableBackupWithholding { get; init; }

    public required string TaxIdType { get; init; }

    public required string TaxId { get; init; }

    public required DateOnly BirthDate { get; init; }

    public required string RiskRating { get; init; }
}

/// <summary>A customer as the emulator answers it.</summary>
internal sealed record BareCustomer
{
    public required Guid Id { get; init; }

    public string CifNumber { get; init; } = "32653745014";

    public required string Classification { get; init; }

    public string Status { get; init; } = "Active";

    public string Ofac { get; init; } = "Pending";

    public string PepScan { get; init; } = "Pending";

    public required BareName Name { get; init; }

    public required BareProfile Profile { get; init; }

    public required string CreatedAt { get; init; }

    public required string LastModifiedAt { get; init; }

    public required Guid PartnerId { get; init; }

    public required string ClientIdentifier { get; init; }
}
