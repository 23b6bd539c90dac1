using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Tokens;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Provides the schema of rules for calls: the key <c>api</c> of scenarios, and <c>rules</c> of conditions.</summary>
internal sealed class ApiRuleSchema
{
    private const int LargestLimit = 1_000_000;

    // The keys of faults that hide success from the caller.
    private static readonly string[] Refusals = ["status", "hang", "connection", "limit"];

    private static readonly Schema<int> Status = Values.WholeNumber("status of an error", 400, 599);

    // Because the server writes these headers, a second value of them would make the answer unreadable.
    private static readonly string[] ServersOwn = ["Connection", "Content-Length", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade"];

    private static readonly Schema<string> HeaderName = Values.TextOf(
        "header that an answer can be given",
        $"write letters, digits and hyphens, and none of {string.Join(", ", ServersOwn)}, which the server writes itself",
        text => text.Length is > 0 and <= 100
            && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            && !ServersOwn.Contains(text, StringComparer.OrdinalIgnoreCase),
        """{ "type": "string", "pattern": "^[A-Za-z0-9_-]{1,100}$" }""");

    private static readonly Schema<string> HeaderValue = Values.FreeTextOf("value of a header", "write at most 2000 visible ASCII characters and spaces",
        text => text.Length <= 2_000 && text.All(character => character is '\t' or (>= ' ' and <= '~')),
        """{ "type": ["string", "number", "boolean"], "maxLength": 2000 }""");

    private static readonly Schema<CountBy> Whose = Values.Enum<CountBy>("way to count");

    private static readonly Schema<FaultKind> Connection = Values.Enum("fault of a connection", FaultKind.ResetBeforeAnswer, FaultKind.ResetMidBody, FaultKind.Empty);

    private static readonly Schema<CallLimit> Limit = new MappingSchema<CallLimit>("limit", () => new CallLimit(1, default, By: null, Status: null, RetryAfter: null), inLine: true)
        .Required("calls", "The number of calls that are accepted.", Values.WholeNumber("number of calls", 1, LargestLimit), limit => limit.Calls, (limit, calls) => limit with { Calls = calls })
        .Required("per", "In what time.", Values.Duration, limit => limit.Per, (limit, per) => limit with { Per = per })
        .Optional("by", "Whose calls are counted together; all of the world, unless it is given.", Whose, limit => limit.By, (limit, by) => limit with { By = by })
        .Optional("status", "The status of the other calls. The default is 429.", Status, limit => limit.Status, (limit, status) => limit with { Status = status })
        .Optional("retryAfter", "The wait that `Retry-After` asks of the others; until there is room again, unless it is given.", Values.Duration, limit => limit.RetryAfter, (limit, retryAfter) => limit with { RetryAfter = retryAfter });

    private static readonly Schema<TimeSpan> Token = new MappingSchema<TimeSpan>("token", () => default, inLine: true)
        .Required("lifetime", "The lifetime of tokens issued meanwhile.", Values.Duration, lifetime => lifetime, (_, lifetime) => lifetime);

    private readonly IReadOnlyList<Operation> _operations;
    private readonly IReadOnlyList<string> _names;

    public ApiRuleSchema(IReadOnlyList<Operation> operations)
    {
        _operations = operations;
        _names = [.. operations.Select(operation => operation.Name)];
        Rule = RuleOf(OneOrMore.Of(Values.Names("call", [ApiRule.Any, .. _names])))
            .Check(CheckApplied)
            .Check(CheckToken)
            .Check(CheckEffects)
            .Check((rule, mapping, context) => context.Remember(rule, mapping.Find("call")?.Value.Place ?? mapping.Place));
        Rules = new ListSchema<ApiRule>(Rule, least: 1);
    }

    public MappingSchema<ApiRule> Rule { get; }

    /// <summary>Gets the schema of a list of at least one rule.</summary>
    public Schema<IReadOnlyList<ApiRule>> Rules { get; }

    /// <summary>Returns a rule of a scenario in words: <c>customers.get; which of them: 1; counted by customer; status 503</c>.</summary>
    public string Explain(ApiRule rule) => string.Join("; ", Rule.Explain(rule, Rule.Keys));

    /// <summary>Warns of rules of a customer for calls about no customer, which such rules never match.</summary>
    public void CheckCustomers(IReadOnlyList<ApiRule> rules, ParseContext context)
    {
        foreach (var rule in rules)
        {
            var inVain = rule.Calls.Where(call => Find(call) is { IsPartOfStory: false }).ToList();
            if (inVain is not [])
            {
                context.Warn(context.PlaceOf(rule), $"{string.Join(", ", inVain)} {(inVain is [_] ? "is a call" : "are calls")} about no customer, and a scenario's rules strike only calls about its customer; write the rule in a condition");
            }
        }
    }

    private static MappingSchema<ApiRule> RuleOf(Schema<IReadOnlyList<string>> calls) => new MappingSchema<ApiRule>("rule", () => new ApiRule())
        .Optional("call", "The calls it concerns: a name, a list or any.", calls, rule => rule.Calls, (rule, names) => rule with { Calls = names }, rule => rule.Calls is [] ? ApiRule.Any : string.Join(" or ", rule.Calls))
        .Optional("which", "The calls that are struck, by their number: 3, 2..4, 2+ or every 10.", Values.Which, rule => rule.Which, (rule, which) => rule with { Which = which }, rule => rule.Which is { } which ? $"which of them: {which}" : null)
        .Optional("countBy", "The calls that 'which' counts together. By default the customer's in a scenario, else the world's.", Whose, rule => rule.CountBy, (rule, countBy) => rule with { CountBy = countBy }, rule => rule.Which is null ? null : $"counted by {WireJson.NameOf(rule.CountBy ?? CountBy.Customer)}")
        .Optional("chance", "The probability: 10%.", Values.Chance, rule => rule.Probability, (rule, chance) => rule with { Probability = chance }, rule => rule.Probability is { } chance ? $"{Values.Chance.Print(chance)} of these" : null)
        .Optional("at", "The time after the create, or after the condition's start, at which it begins.", Values.Delay, rule => rule.At, (rule, at) => rule with { At = at }, rule => rule.At is { } at ? $"from {Values.Delay.Print(at)}" : null)
        .Optional("lasts", "For how long it lasts from then.", Values.Delay, rule => rule.Lasts, (rule, lasts) => rule with { Lasts = lasts }, rule => rule.Lasts is { } lasts ? $"for {Values.Delay.Print(lasts)}" : null)
        .Optional("status", "The status that is answered, with the bank's body for it.", Status, rule => rule.Status, (rule, status) => rule with { Status = status }, rule => rule.Status is { } status ? string.Create(CultureInfo.InvariantCulture, $"status {status}") : null)
        .Optional("headers", "Headers that the answer has besides.", new MapSchema<string>(HeaderName, HeaderValue, inLine: true), rule => [.. rule.Headers], (rule, headers) => rule with { Headers = ApiRule.Merge(headers) }, rule => rule.Headers.Count is 0 ? null : $"headers {string.Join(" ", rule.Headers.Keys)}")
        .Optional("latency", "The delay of the answer.", Values.Delay, rule => rule.Latency, (rule, latency) => rule with { Latency = latency }, rule => rule.Latency is { } latency ? $"latency {Values.Delay.Print(latency)}" : null)
        .Optional("hang", "Whether the call gets no answer.", Values.Flag, rule => rule.Hangs ? true : null, (rule, hangs) => rule with { Hangs = hangs }, rule => rule.Hangs ? "hang" : null)
        .Optional("connection", "The fault of the connection: reset-before-answer, reset-mid-body or empty.", Connection, rule => rule.Connection, (rule, connection) => rule with { Connection = connection }, rule => rule.Connection is { } kind ? $"connection {WireJson.NameOf(kind)}" : null)
        .Optional("limit", "The number of calls that are accepted in a time.", Limit, rule => rule.Limit, (rule, limit) => rule with { Limit = limit }, rule => rule.Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"limit {limit.Calls} calls per {Duration.Print(limit.Per)}") : null)
        .Optional("token", "Tokens that are issued meanwhile.", Token, rule => rule.TokenLifetime, (rule, lifetime) => rule with { TokenLifetime = lifetime }, rule => rule.TokenLifetime is { } lifetime ? $"tokens good for {Duration.Print(lifetime)}" : null)
        .Optional("applied", "Whether the call is done although the caller does not see success.", Values.Flag, rule => rule.IsApplied, (rule, isApplied) => rule with { IsApplied = isApplied }, rule => rule.IsApplied is { } isApplied ? isApplied ? "done all the same" : "not done" : null)
        .Where(KeyRule.Some("status", "headers", "latency", "hang", "connection", "limit", "token"))
        .Where(KeyRule.NotTogether("status", "hang", "connection", "limit"), KeyRule.Needs("countBy", "which", "chance", "latency"));

    private void CheckApplied(ApiRule rule, MappingNode mapping, ParseContext context)
    {
        var writing = CallsOf(rule, mapping).FirstOrDefault(call => Find(call) is { Writes: true });
        var refusal = Array.Find(Refusals, mapping.Has);
        if (writing is not null && refusal is not null && !mapping.Has("applied"))
        {
            context.Refuse(mapping.PlaceOf(refusal), $"with '{refusal}' the caller of {writing} does not see whether it is done; write applied: true or applied: false");
        }
        else if (mapping.Has("applied") && (writing is null || refusal is null) && CallsOf(rule, mapping).Any())
        {
            var why = writing is null ? "none of these calls writes" : "the caller sees success";
            context.Warn(mapping.PlaceOf("applied"), $"'applied' says nothing here, as {why}; leave it out");
        }
    }

    private void CheckToken(ApiRule rule, MappingNode mapping, ParseContext context)
    {
        if (rule.TokenLifetime is not null && !CallsOf(rule, mapping).Contains(TokensModule.IssueToken, StringComparer.Ordinal))
        {
            context.Refuse(mapping.PlaceOf("token"), $"'token' does not apply to these calls; write call: {TokensModule.IssueToken}");
        }
    }

    private static void CheckEffects(ApiRule rule, MappingNode mapping, ParseContext context)
    {
        if (mapping.Has("hang") && !rule.Hangs)
        {
            context.Refuse(mapping.PlaceOf("hang"), "'hang: false' says nothing; leave it out");
        }

        if (rule.Limit is { } limit && limit.Per <= TimeSpan.Zero)
        {
            context.Refuse(mapping.PlaceOf("limit"), "a limit 'per: 0s' limits nothing; write for example 1s");
        }
    }

    private IEnumerable<string> CallsOf(ApiRule rule, MappingNode mapping) =>
        !mapping.Has("call") || rule.Calls.Contains(ApiRule.Any, StringComparer.Ordinal) ? _names : rule.Calls;

    private Operation? Find(string call) => _operations.FirstOrDefault(operation => operation.Name == call);
}
