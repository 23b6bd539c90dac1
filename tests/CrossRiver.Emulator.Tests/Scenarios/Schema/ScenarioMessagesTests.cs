namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>What is said of a file that is wrong, or probably not meant: in compiler form, all of it at once.</summary>
public sealed class ScenarioMessagesTests
{
    private const string Start = "version: 1\nscenario: a\n";

    [Theory]
    [InlineData("", "(1,1): the file is empty; write a scenario")]
    [InlineData("just text", "(1,1): this must be a mapping: keys with values; write version, scenario, title, seed, priority, match, timeline, delivery, api")]
    [InlineData("title: a", "(1,1): the key 'version' is missing", "(1,1): the key 'scenario' is missing", "(1,1): the key 'timeline' is missing")]
    [InlineData("{version: 2, scenario: a, timeline: []}", "(1,11): '2' is no version of the format; write 1")]
    [InlineData("{version: 1, scenario: A b, timeline: []}", "(1,24): 'A b' is no name; write small letters, digits and hyphens, at most 100")]
    [InlineData("{version: 1, scenario: a, priority: 101, timeline: {}}", "(1,37): '101' is no priority; write a whole number from 0 to 100", "(1,52): this must be a list; write its elements in [ ], or each in a line that begins with a hyphen")]
    [InlineData("version: 1\nscenario: a\ntimelime: []\ntimeline: []", "(3,1): unknown key 'timelime'; did you mean 'timeline'?")]
    [InlineData("version: 1\nversion: 1\nscenario: a\ntimeline: [{}]", "(2,1): the key 'version' is given twice, first in line 1; leave one", "(4,12): something is missing; write one of after, at, upon, set, emit, hold, choose, repeat, conditions")]
    [InlineData("version: 1\nscenario: a\ntimeline: []\n---\nversion: 1\nscenario: a\ntimeline: []", "(6,11): this file has a scenario 'a' already; write another name")]
    [InlineData("version: 1\ncondition: a\nrule: []", "(3,1): unknown key 'rule'; did you mean 'rules'?")]
    public void A_document_must_be_a_scenario_or_a_condition(string text, params string[] messages) => AssertTold(text, messages);

    [Theory]
    [InlineData("- after: soon", "(4,10): 'soon' is no duration; write 250ms, 2s, 1m30s, 48h or 30d, or a range such as 2s..5s")]
    [InlineData("- after: 5", "(4,10): '5' is no duration; write 250ms, 2s, 1m30s, 48h or 30d, or a range such as 2s..5s")]
    [InlineData("- after: 5s..2s", "(4,10): '5s..2s' is no duration; write 250ms, 2s, 1m30s, 48h or 30d, or a range such as 2s..5s")]
    [InlineData("- after: [1s]", "(4,10): this must be a duration; write 250ms, 2s, 1m30s, 48h or 30d, or a range such as 2s..5s, or { median: 2s, p95: 8s }")]
    [InlineData("- after: { median: 2s, p95: 1s }\n  emit: Core.Customer.Onboarded", "(4,24): 'p95' is not more than 'median', or that is nothing; write { median: 2s, p95: 8s }")]
    [InlineData("- set: { ofac: clear }", "(4,16): 'clear' is no status of a scan; did you mean 'Clear'?")]
    [InlineData("- set: { ofac: on }", "(4,16): 'on' is no status of a scan; write Pending, Clear, Failed, Reviewing, Positive")]
    [InlineData("- set: { ofac: }", "(4,16): this must be text, a status of a scan; write Pending, Clear, Failed, Reviewing, Positive")]
    [InlineData("- set: { cifNumber: 123 }", "(4,21): '123' is no CIF number; write 11 digits")]
    [InlineData("- emit: Core.Customer.Onborded", "(4,9): 'Core.Customer.Onborded' is no event of a customer; did you mean 'Core.Customer.Onboarded'?")]
    [InlineData("- upon: { call: address.add }", "(4,17): 'address.add' is no call; did you mean 'addresses.add'?")]
    [InlineData("- upon: { acked: onborded }\n- { id: onboarded, emit: Core.Customer.Onboarded }", "(4,18): there is no step 'onborded'; did you mean 'onboarded'?")]
    [InlineData("- upon: { reads: 3, call: customers.get, orAfter: 1s }", "(4,21): 'call' does not go with 'reads'; leave one", "(4,42): 'orAfter' says nothing alone; write acked, too")]
    [InlineData("- { at: 1s, after: 1s, upon: { reads: 1 } }", "(4,13): 'after' does not go with 'at'; leave one", "(4,24): 'upon' does not go with 'at'; leave one")]
    [InlineData("- { id: x, emit: Core.Customer.Onboarded }\n- { id: x, emit: Core.Customer.Onboarded }", "(5,3): the step id 'x' is given twice, first in line 4; write another one")]
    [InlineData("- { id: 2, emit: Core.Customer.Onboarded }\n- emit: Core.Customer.Onboarded", "(5,3): the step id '2' is given twice, first in line 4; write another one")]
    [InlineData("- hold: { actions: { release: [] }, timeout: { after: 1h, action: relaese } }", "(4,67): 'relaese' is no action of this hold; did you mean 'release'?")]
    [InlineData("- hold: { actions: {} }", "(4,20): this must be a mapping: at least one key with its value")]
    [InlineData("- { repeat: { every: 1d, times: 0 }, steps: [] }", "(4,33): '0' is no number of times; write a whole number from 1 to 10000")]
    [InlineData("- { steps: [], event: all, readLag: 1s, after: 1s }", "(4,5): 'steps' says nothing alone; write repeat, too", "(4,16): 'event' says nothing alone; write set, too", "(4,23): 'all' is no way to treat the event of a change; write none", "(4,28): 'readLag' says nothing alone; write set, too")]
    [InlineData("- choose: [{ weight: 0, steps: [] }]", "(4,12): all choices have the weight 0; give one a higher weight")]
    public void A_step_says_when_and_what(string steps, params string[] messages) =>
        AssertTold($"{Start}timeline:\n{steps}", messages);

    [Theory]
    [InlineData("{}", "(3,8): something is missing; write one of body, header, partner, classification, anyOf, noneOf, chance, which")]
    [InlineData("{ body: {} }", "(3,16): this must be a mapping: at least one key with its value")]
    [InlineData("{ anyOf: [] }", "(3,17): this list is empty; write an element or leave the key out")]
    [InlineData("{ body: { taxId: 1 } }", "(3,18): 'taxId' is no path of the create's body; did you mean 'profile.taxId'?")]
    [InlineData("{ body: { name.lastname: x } }", "(3,18): 'name.lastname' is no path of the create's body; did you mean 'name.lastName'?")]
    [InlineData("{ partner: acme, classification: Person }", "(3,19): 'acme' is no partner id; write a GUID, for example 6e80b097-693c-4592-8440-02f345335bbf", "(3,41): 'Person' is no classification; did you mean 'Personal'?")]
    [InlineData("{ chance: 0%, which: 0 }", "(3,18): '0%' is no chance; write more than 0% and up to 100%, for example 10%", "(3,29): '0' is no count; write 3, 2..4, 2+ or every 10")]
    [InlineData("{ anyOf: [{ body: { classification: x }, chance: 1% }] }", "(3,49): unknown key 'chance'; write body, header, partner, classification, anyOf, noneOf")]
    public void A_match_says_which_customers(string match, params string[] messages) =>
        AssertTold($"{Start}match: {match}\ntimeline: []", messages);

    [Theory]
    [InlineData("- { call: customers.create, status: 503 }", "(5,29): with 'status' the caller of customers.create does not see whether it is done; write applied: true or applied: false")]
    [InlineData("- { hang: true }", "(5,5): with 'hang' the caller of customers.create does not see whether it is done; write applied: true or applied: false")]
    [InlineData("- { call: customers.get, status: 200, connection: empty }", "(5,34): '200' is no status of an error; write a whole number from 400 to 599", "(5,39): 'connection' does not go with 'status'; leave one")]
    [InlineData("- { call: customers.gett, status: 500 }", "(5,11): 'customers.gett' is no call; did you mean 'customers.get'?")]
    [InlineData("- { call: customers.get, status: 500, applied: true }", "(5,39): warning: 'applied' says nothing here, as none of these calls writes; leave it out")]
    [InlineData("- { call: name.update, latency: 1s, applied: true }", "(5,37): warning: 'applied' says nothing here, as the caller sees success; leave it out")]
    [InlineData("- { call: name.update, token: { lifetime: 1s } }", "(5,24): 'token' does not apply to these calls; write call: token.issue")]
    [InlineData("- { call: customers.get, hang: false, latency: 1s }", "(5,26): 'hang: false' says nothing; leave it out")]
    [InlineData("- { call: customers.get, limit: { calls: 1, per: 0s } }", "(5,26): a limit 'per: 0s' limits nothing; write for example 1s")]
    [InlineData("- { call: customers.get, countBy: world }", "(5,3): something is missing; write one of status, headers, latency, hang, connection, limit, token", "(5,26): 'countBy' says nothing alone; write which or chance or latency, too")]
    [InlineData("- { call: [customers.get, customers.list], latency: 1s }", "(5,11): warning: customers.list is a call about no customer, and a scenario's rules strike only calls about its customer; write the rule in a condition")]
    [InlineData("- { call: [registrations.get, token.issue], latency: 1s }", "(5,11): warning: registrations.get, token.issue are calls about no customer, and a scenario's rules strike only calls about its customer; write the rule in a condition")]
    public void A_rule_says_what_becomes_of_a_call(string rules, params string[] messages) =>
        AssertTold($"{Start}timeline: []\napi:\n{rules}", messages);

    [Theory]
    [InlineData("- { lose: attempt, attempts: 1 }\n- { lose: attempt, attempts: 1..2 }", "(7,3): this and the fault in line 6 are both 'lose', on the same attempts; choose others by event, which or attempts")]
    [InlineData("- { event: Core.Customer.*, late: 1s, chance: 1% }\n- { event: Core.Customer.Onboarded, late: 2s }", "(7,3): warning: this and the fault in line 6 are both 'late' and can meet on one attempt, where only the first one acts")]
    [InlineData("- { event: Core.Customer.Onboarded, late: 1s, which: 1 }\n- { event: Core.Customer.Onboarded, late: 2s, which: 2+ }")]
    [InlineData("- { event: Core.Customer.Onboarded, late: 1s }\n- { event: Core.Customer.*.Changed, late: 2s }")]
    [InlineData("- { lose: attempt, attempts: every 2 }\n- { lose: attempt, attempts: 3 }")]
    [InlineData("- { event: Core.Customer.*.Chnaged, late: 1s }", "(6,12): 'Core.Customer.*.Chnaged' is no event of a customer; write for example Core.Customer.*.Changed")]
    [InlineData("- { event: Core.Customer.Ofac.Change, late: 1s }", "(6,12): 'Core.Customer.Ofac.Change' is no event of a customer; did you mean 'Core.Customer.Ofac.Changed'?")]
    [InlineData("- { lose: event, attempts: 1 }", "(6,18): 'attempts' does not apply to an event that is lost as a whole; write lose: attempt, or leave it out")]
    [InlineData("- { lose: event, replay: { after: 1d } }", "(6,18): 'replay' does not apply to a lost event or attempt; write it in another fault, for other events or attempts")]
    [InlineData("- { lose: attempt, body: empty }", "(6,20): 'body' does not apply to a lost event or attempt; write it in another fault, for other events or attempts")]
    [InlineData("- { at: 1s, phantom: { event: Core.Customer.Onboarded }, lose: event }", "(6,58): 'lose' does not go with 'at'; leave one")]
    [InlineData("- { late: 1s, at: 1s, auth: wrong-pasword }", "(6,15): 'at' says nothing alone; write phantom, too", "(6,29): 'wrong-pasword' is no fault of credentials; did you mean 'wrong-password'?")]
    public void Faults_act_on_deliveries_one_of_a_kind_at_a_time(string faults, params string[] messages) =>
        AssertTold($"{Start}timeline: []\ndelivery: {{ faults: [\n\n{faults.Replace("\n- ", ",\n  ", StringComparison.Ordinal).Replace("- ", "  ", StringComparison.Ordinal)}]}}", messages);

    [Theory]
    [InlineData("- hold: { actions: { look: { stay: true, steps: [] } } }\n- emit: Core.Customer.Onboarded\n- emit: Core.Customer.Onboarded", "(5,3): warning: this step is never reached, as the hold of the step in line 4 never ends; give it an action without stay")]
    [InlineData("- hold: { actions: { look: { stay: true, steps: [] } }, timeout: { after: 1s, action: look } }\n- { at: 1s, emit: Core.Customer.Onboarded }\n- emit: Core.Customer.Onboarded", "(6,3): warning: this step is never reached, as the hold of the step in line 4 never ends; give it an action without stay")]
    [InlineData("- hold: { actions: { look: { stay: true, steps: [] }, go: [] } }\n- emit: Core.Customer.Onboarded")]
    [InlineData("- choose: [{ weight: 0, steps: [] }, { weight: 1, steps: [] }]", "(4,12): warning: this choice is never taken, as its weight is 0")]
    [InlineData("- { id: x, set: { ofac: Clear }, event: none }\n- upon: { acked: x }", "(5,18): warning: the step 'x' has no event that could be acknowledged, so this step is never reached; add orAfter")]
    [InlineData("- { id: x, upon: { acked: x }, emit: Core.Customer.Onboarded }", "(4,27): warning: this step waits for its own event, so it is never reached; add orAfter")]
    [InlineData("- { emit: Core.Customer.Onboarded, delivery: { faults: [{ at: 1s, phantom: { event: Core.Customer.Onboarded } }] } }", "(4,57): 'at' counts from the create and does not apply to this step's event; write the fault under the delivery of the scenario, or leave 'at' out")]
    public void Steps_that_never_come_are_warned_of(string steps, params string[] messages) =>
        AssertTold($"{Start}timeline:\n{steps}", messages);

    [Theory]
    [InlineData("- hold: { actions: { release: { set: { ofac: Clear } } } }", "(4,31): this must be a list; write '- set: …', with a hyphen before each element, or put its elements in [ ]")]
    [InlineData("- hold: { actions: { release: { stay: true, set: { ofac: Clear } } } }", "(4,31): the key 'steps' is missing", "(4,45): unknown key 'set'; write stay, steps")]
    [InlineData("- hold: { actions: { release: } }", "(4,31): this must be a list of steps, [] for none, or { stay: true, steps: [] }")]
    [InlineData("- hold:\n    actions:\n      - release: []", "(6,7): this must be a mapping: keys with values, without hyphens and brackets")]
    [InlineData("- hold: [release]", "(4,9): this must be a mapping: keys with values, without hyphens and brackets; write actions, timeout")]
    [InlineData("- repeat: { every: 1d, times: 2 }\n  steps: { set: { ofac: Clear } }", "(5,10): this must be a list; write '- set: …', with a hyphen before each element, or put its elements in [ ]")]
    [InlineData("- choose:\n    - weight: 1\n      steps:\n        emit: Core.Customer.Onboarded", "(7,9): this must be a list; write '- emit: …', with a hyphen before each element, or put its elements in [ ]")]
    [InlineData("- choose: { weight: 1, steps: [] }", "(4,11): this must be a list; write '- weight: …', with a hyphen before each element, or put its elements in [ ]")]
    [InlineData("  after: 1s\n  set: { ofac: Clear }", "(4,3): this must be a list; write '- after: …', with a hyphen before each element, or put its elements in [ ]")]
    [InlineData("  -after: 1s", "(4,3): this must be a list, and a hyphen needs a space behind it; write '- after: …'")]
    public void Steps_are_a_list(string steps, params string[] messages) => AssertTold($"{Start}timeline:\n{steps}", messages);

    [Theory]
    [InlineData("- after: 1s", "(4,3): warning: this step does nothing; write set, emit, hold, choose, repeat or conditions, or leave it out and let the next step run later")]
    [InlineData("- { id: x, at: 1s, note: nothing }", "(4,3): warning: this step does nothing; write set, emit, hold, choose, repeat or conditions, or leave it out and let the next step run later")]
    [InlineData("- hold: { actions: { go: [{ after: 1s }] } }", "(4,27): warning: this step does nothing; write set, emit, hold, choose, repeat or conditions, or leave it out and let the next step run later")]
    [InlineData("- upon: { call: customers.get }\n- emit: Core.Customer.Onboarded")]
    [InlineData("- { after: 1s, sett: { ofac: Clear } }", "(4,16): unknown key 'sett'; did you mean 'set'?")]
    public void A_step_that_does_nothing_is_warned_of(string steps, params string[] messages) => AssertTold($"{Start}timeline:\n{steps}", messages);

    [Fact]
    public void Text_that_would_be_boundless_is_refused_with_its_place()
    {
        AssertTold("match: &m {anyOf: [*m]}", "(1,20): there is no anchor '&m' that ends above; write &m before the value that is meant, or put the text in quotes");
        AssertTold(new string('[', 100_000), "(1,65): this is nested more than 64 levels deep");
        AssertTold(new string('#', 1024 * 1024) + "\na: 1", "(1,1): the file has more than 1048576 characters; split it");
        AssertTold($"a: [{string.Concat(Enumerable.Repeat("1,", 100_001))}]", "(1,199999): the file has more than 100000 parts; split it");
        AssertTold("a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b]", "(3,45): the aliases (*) of this file stand for more than 1000 values; write less of it by aliases");
        AssertTold(
            $"- &a {new string('[', 40)}{new string(']', 40)}\n- {new string('[', 30)}*a{new string(']', 30)}",
            "(2,33): this is nested more than 64 levels deep");
    }

    [Fact]
    public void Regular_expressions_beyond_a_hundred_are_refused()
    {
        var patterns = string.Join(", ", Enumerable.Range(0, 101).Select(number => $"{{regex: a{number}}}"));

        var file = ScenarioFiles.Format.Parse($"{Start}match: {{ body: {{ name.lastName: [{patterns}] }} }}\ntimeline: []", "bad.yaml");

        Assert.StartsWith("the file has too many regular expressions", Assert.Single(file.Errors).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Regular_expressions_that_are_too_large_are_refused_one_by_one_and_in_sum()
    {
        var large = string.Join(", ", Enumerable.Repeat("{regex: '(a|aa){150}z'}", 7));

        var one = ScenarioFiles.Format.Parse($"{Start}match: {{ body: {{ name.lastName: {{regex: '(a|aa){{900}}z'}} }} }}\ntimeline: []", "bad.yaml");
        var sum = ScenarioFiles.Format.Parse($"{Start}match: {{ body: {{ name.lastName: [{large}] }} }}\ntimeline: []", "bad.yaml");

        Assert.Matches("^this regular expression has [0-9]+ parts when its repetitions are written out, more than 1000; repeat less", Assert.Single(one.Errors).Text);
        Assert.StartsWith("the file's regular expressions have more than 5000 parts in all", Assert.Single(sum.Errors).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: [1")]
    [InlineData("a: &x 1\nb: *y")]
    [InlineData("a: \"\\uD800\"")]
    [InlineData("a: !!int 1")]
    [InlineData("a: \t- 1")]
    [InlineData("%YAML 7.1\n---\na: 1")]
    public void Text_that_is_no_YAML_of_ours_is_refused_with_its_place(string text)
    {
        var file = ScenarioFiles.Format.Parse(text, "bad.yaml");

        Assert.Empty(file.Scenarios);
        Assert.NotEmpty(file.Errors);
        Assert.All(file.Messages, message => Assert.Matches(@"^bad\.yaml\([1-9]\d*,[1-9]\d*\): .", message.ToString()));
    }

    [Fact]
    public void A_warning_stops_nothing_and_an_error_everything_of_its_file()
    {
        const string Warned = "{version: 1, scenario: a, timeline: [], api: [{call: events.get, latency: 1s, applied: true}]}";

        var warned = ScenarioFiles.Format.Parse(Warned, "a.yaml");
        var refused = ScenarioFiles.Format.Parse($"{Warned}\n---\n{{version: 1, scenario: b}}", "a.yaml");

        Assert.Single(warned.Scenarios);
        Assert.Single(warned.Warnings);
        Assert.Empty(refused.Scenarios);
        Assert.Equal([true, false], refused.Messages.Select(message => message.IsWarning));
    }

    [Fact]
    public void Of_very_many_messages_the_first_hundred_are_told()
    {
        var file = ScenarioFiles.Format.Parse($"{Start}timeline: [{string.Concat(Enumerable.Repeat("{ oops: 1 }, ", 500))}]", "bad.yaml");

        Assert.Equal(100, file.Messages.Count);
        Assert.StartsWith("bad.yaml(3,12): ", file.Messages[0].ToString(), StringComparison.Ordinal);
    }

    private static void AssertTold(string text, params string[] messages) =>
        Assert.Equal(messages.Select(message => $"bad.yaml{message}"), ScenarioFiles.Format.Parse(text, "bad.yaml").Messages.Select(message => message.ToString()));
}
