using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway;

/// <summary>Sends a call about all worlds to every instance, and merges the answers. If one instance fails, the answer is an error that names it.</summary>
internal sealed class CallOfAll(Instances instances, HttpMessageInvoker http)
{
    // A wait takes ten minutes at most.
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(11);

    private static readonly string[] Forwarded = ["Authorization", "X-Emulator-Key", "Cookie", "Idempotency-Key", "Origin", "Sec-Fetch-Site", "Accept"];

    public async Task AnswerAsync(HttpContext context)
    {
        await CallBody.KeepAsync(context.Request);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);

        var answers = await Task.WhenAll(instances.All.Select(instance => SendAsync(instance, context.Request, body.ToArray(), context.RequestAborted)));
        var failures = answers.Where(answer => answer.Failure is not null).ToList();
        if (failures is [var first, ..])
        {
            var done = string.Join(", ", answers.Except(failures).Select(answer => answer.Instance));
            await Errors.WriteAsync(context.Response, first.Status, failures.Select(failure => $"Instance {failure.Instance} {failure.Failure}; done by: {(done is "" ? "none" : done)}"));
            return;
        }

        context.Response.StatusCode = answers[0].Status;
        if (answers[0].Status is not StatusCodes.Status204NoContent)
        {
            await context.Response.WriteAsJsonAsync(answers.Select(answer => answer.Body).Aggregate(Merge), context.RequestAborted);
        }
    }

    private async Task<Answer> SendAsync(string instance, HttpRequest request, byte[] body, CancellationToken cancellationToken)
    {
        using var sent = new HttpRequestMessage(new HttpMethod(request.Method), $"{instance}{request.Path}{request.QueryString}");
        sent.Headers.Host = request.Host.Value;
        Array.ForEach(Forwarded, name => sent.Headers.TryAddWithoutValidation(name, request.Headers[name].AsEnumerable()));
        if (body.Length > 0)
        {
            sent.Content = new ByteArrayContent(body);
            sent.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(LongestCall);
            using var response = await http.SendAsync(sent, patience.Token);
            var text = await response.Content.ReadAsStringAsync(patience.Token);
            var status = (int)response.StatusCode;
            return response.IsSuccessStatusCode
                ? new Answer(instance, status, text is "" ? [] : JsonNode.Parse(text)!.AsObject(), Failure: null)
                : new Answer(instance, status, [], $"answers {status}: {text}");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException or InvalidOperationException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Answer(instance, StatusCodes.Status502BadGateway, [], "does not answer");
        }
    }

    // Lists become one list, a page has what the same page of each instance has, and what is true of one is true. All else is as the first instance says.
    private static JsonObject Merge(JsonObject all, JsonObject next)
    {
        foreach (var (name, value) in next.ToList())
        {
            switch (all[name], value)
            {
                case (JsonArray list, JsonArray more):
                    more.ToList().ForEach(one => list.Add(one?.DeepClone()));
                    break;
                case (JsonValue have, JsonValue come) when name is "pageSize":
                    all[name] = (int)have + (int)come;
                    break;
                case (JsonValue have, JsonValue come) when come.GetValueKind() is JsonValueKind.True && have.GetValueKind() is JsonValueKind.False:
                    all[name] = true;
                    break;
            }
        }

        return all;
    }

    private sealed record Answer(string Instance, int Status, JsonObject Body, string? Failure);
}
