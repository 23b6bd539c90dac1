using System.Reflection;
using CrossRiver.Emulator.Platform.Calls;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>The body of a call that changes a resource. A member that is absent or null stays as it is.</summary>
/// <param name="sent">The body as it was sent; valid until the call is answered.</param>
/// <param name="today">The current day at the bank.</param>
internal sealed class Changes<T>(JsonElement sent, DateOnly today, IServiceProvider services) : IBindableFromHttpContext<Changes<T>>, IEndpointParameterMetadataProvider
    where T : class, IRequestBody
{
    private static readonly BodyForm Form = BodyForm.ChangesOf<T>();

    /// <summary>Reads the body of a call.</summary>
    /// <exception cref="Errors.ApiException">The body cannot be taken.</exception>
    public static async ValueTask<Changes<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var sent = await JsonBody.ReadAsync(context, Form.FieldsFor);
        return new Changes<T>(sent, context.RequestServices.GetRequiredService<CallResolver>().TodayIn(context.Call().World), context.RequestServices);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(Form);

    /// <summary>Returns a changed copy.</summary>
    /// <exception cref="Errors.ApiException">The changes contradict a value that stays.</exception>
    public T ApplyTo(T current) => ApplyTo(current, T.FieldsFor);

    /// <summary>Returns a changed copy of a value whose fields depend on more than the value itself.</summary>
    /// <exception cref="Errors.ApiException">The changes contradict a value that stays.</exception>
    public T ApplyTo(T current, Func<JsonElement, IReadOnlyList<Field>> fieldsFor)
    {
        var merged = JsonSerializer.SerializeToNode(current, WireJson.Options)!.AsObject();
        foreach (var field in T.FieldsFor(sent))
        {
            if (sent.FindMember(field.Name) is { ValueKind: not JsonValueKind.Null } value)
            {
                merged[field.Name] = JsonNode.Parse(value.GetRawText());
            }
        }

        var json = JsonSerializer.SerializeToElement(merged, WireJson.Options);
        var check = new BodyCheck(today, services);
        check.Check(json, fieldsFor(json));
        check.ThrowIfFaulty();

        return json.Deserialize<T>(WireJson.Options)!;
    }
}
