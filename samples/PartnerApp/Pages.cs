using System.Net;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PartnerApp.Bank;

namespace PartnerApp;

/// <summary>What people see: a form to become a customer, and what has become of them.</summary>
internal static class Pages
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowAll);

        // Nobody is signed in here, so no other site can act in somebody's name.
        routes.MapPost("/customers", OnboardAsync).DisableAntiforgery();
        routes.MapGet("/customers/{id:guid}", ShowOne);
    }

    internal static ContentHttpResult ShowAll(CustomerBook book) => Page(
        HttpStatusCode.OK,
        $"""
        {Form(new Application(RandomNumberGenerator.GetHexString(32, lowercase: true), "", "", "", ""))}
        <h2>Customers</h2>
        <ul>{string.Concat(book.All.Select(customer => $"<li><a href=\"/customers/{customer.Id}\">{Encode(customer.Name.FullName)}</a>: {customer.Decision}</li>"))}</ul>
        """);

    /// <summary>Onboards a customer. When the bank gives no answer, the same form is shown again: its key makes sure that nobody is onboarded twice.</summary>
    internal static async Task<Results<RedirectHttpResult, ContentHttpResult>> OnboardAsync(
        [FromForm] Application application, BankClient bank, CustomerBook book, CancellationToken cancellationToken)
    {
        try
        {
            var customer = await bank.CreateAsync(application, cancellationToken);
            book.Keep(customer);

            return TypedResults.Redirect($"/customers/{customer.Id}");
        }
        catch (HttpRequestException exception)
        {
            var isRefused = exception.StatusCode is HttpStatusCode.BadRequest;
            return Page(isRefused ? HttpStatusCode.BadRequest : HttpStatusCode.BadGateway, $"<p>{Encode(exception.Message)}</p>{Form(application)}");
        }
    }

    internal static Results<ContentHttpResult, NotFound> ShowOne(Guid id, CustomerBook book) => book.Find(id) is { } customer
        ? Page(
            HttpStatusCode.OK,
            $"""
            <h2>{Encode(customer.Name.FullName)}: {customer.Decision}</h2>
            <p>OFAC {customer.Ofac}, PEP {customer.PepScan}</p>
            <p><a href="/">All customers</a></p>
            """)
        : TypedResults.NotFound();

    private static string Form(Application application) =>
        $"""
        <form method="post" action="/customers">
          <input type="hidden" name="Key" value="{Encode(application.Key)}">
          <label>First name <input name="FirstName" required value="{Encode(application.FirstName)}"></label>
          <label>Last name <input name="LastName" required value="{Encode(application.LastName)}"></label>
          <label>Born <input name="BirthDate" type="date" required value="{Encode(application.BirthDate)}"></label>
          <label>Tax id <input name="TaxId" inputmode="numeric" minlength="9" maxlength="9" required value="{Encode(application.TaxId)}"></label>
          <button>Become a customer</button>
        </form>
        """;

    private static ContentHttpResult Page(HttpStatusCode status, string body) => TypedResults.Content(
        $"<!doctype html><html lang=\"en\"><title>PartnerApp</title><h1>PartnerApp</h1>{body}</html>", "text/html; charset=utf-8", statusCode: (int)status);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
