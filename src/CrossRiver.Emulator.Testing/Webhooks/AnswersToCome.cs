namespace CrossRiver.Emulator.Testing.Webhooks;

/// <summary>Represents the configured answers of an inbox: for one webhook, for one event, or for all webhooks.</summary>
/// <remarks>Call only while holding the inbox's lock.</remarks>
internal sealed class AnswersToCome
{
    private readonly LinkedList<(string? EventName, WebhookAnswer Answer)> _once = [];
    private readonly Dictionary<string, WebhookAnswer> _ofEvents = new(StringComparer.OrdinalIgnoreCase);
    private WebhookAnswer _always = new();

    public void Set(WebhookAnswer answer, string? eventName)
    {
        if (eventName is null)
        {
            _always = answer;
            _ofEvents.Clear();
        }
        else
        {
            _ofEvents[eventName] = answer;
        }
    }

    public void Add(WebhookAnswer answer, string? eventName) => _once.AddLast((eventName, answer));

    /// <summary>Takes the answer to a webhook: the first matching single answer, else the answer of its event, else the answer of all webhooks.</summary>
    public WebhookAnswer Take(string eventName)
    {
        for (var order = _once.First; order is not null; order = order.Next)
        {
            if (order.Value.EventName is null || string.Equals(order.Value.EventName, eventName, StringComparison.OrdinalIgnoreCase))
            {
                _once.Remove(order);
                return order.Value.Answer;
            }
        }

        return _ofEvents.GetValueOrDefault(eventName, _always);
    }
}
