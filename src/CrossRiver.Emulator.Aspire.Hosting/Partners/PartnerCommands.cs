using Aspire.Hosting.ApplicationModel;
using CrossRiver.Emulator.Testing;

namespace Aspire.Hosting.Partners;

/// <summary>Provides the commands of a partner on the dashboard. Each changes the partner's world.</summary>
internal static class PartnerCommands
{
    private const string Span = "span";
    private const string Scenario = "scenario";
    private const string Customers = "customers";
    private const string Condition = "condition";
    private const string Start = "start";
    private const string Minutes = "minutes";

    /// <summary>Adds the commands Advance, Reset, Next scenario and Condition.</summary>
    public static IResourceBuilder<CrossRiverPartnerResource> WithWorldCommands(this IResourceBuilder<CrossRiverPartnerResource> builder) => builder
        .WithWorldCommand("advance", "Advance", AdvanceAsync, new CommandOptions
        {
            Description = "Advances the partner's clock, and completes when each step and each webhook of the span is done.",
            IconName = "FastForward",
            Arguments = [new InteractionInput { Name = Span, Label = "Span", InputType = InputType.Text, Required = true, Value = "48h", Description = "250ms, 2s, 1m30s, 48h or 30d" }],
        })
        .WithWorldCommand("reset", "Reset", ResetAsync, new CommandOptions
        {
            Description = "Removes the partner's customers. Registrations and scenarios stay.",
            IconName = "ArrowReset",
            ConfirmationMessage = "Remove the customers of this partner?",
        })
        .WithWorldCommand("next-scenario", "Next scenario", SelectAsync, new CommandOptions
        {
            Description = "Selects the scenario of the next customers.",
            IconName = "DocumentArrowRight",
            Arguments =
            [
                Choice(builder.Resource, Scenario, "Scenario", (world, cancellationToken) => world.ScenarioNamesAsync(cancellationToken)),
                new InteractionInput { Name = Customers, Label = "Customers", InputType = InputType.Number, Required = true, Value = "1" },
            ],
        })
        .WithWorldCommand("condition", "Condition", SetConditionAsync, new CommandOptions
        {
            Description = "Starts or stops a condition, such as a bad hour of the bank.",
            IconName = "WeatherThunderstorm",
            Arguments =
            [
                Choice(builder.Resource, Condition, "Condition", (world, cancellationToken) => world.Faults.ConditionNamesAsync(cancellationToken)),
                new InteractionInput { Name = Start, Label = "Start", InputType = InputType.Boolean, Value = "true", Description = "Stops the condition if it is not set." },
                new InteractionInput { Name = Minutes, Label = "Minutes", InputType = InputType.Number, Description = "Its duration on the partner's clock. Without it, the condition lasts until it is stopped." },
            ],
        });

    private static Task AdvanceAsync(PartnerWorld world, InteractionInputCollection arguments, CancellationToken cancellationToken) =>
        world.AdvanceAsync(arguments[Span].Value!, cancellationToken);

    private static Task ResetAsync(PartnerWorld world, InteractionInputCollection arguments, CancellationToken cancellationToken) =>
        world.ResetAsync(cancellationToken: cancellationToken);

    private static Task SelectAsync(PartnerWorld world, InteractionInputCollection arguments, CancellationToken cancellationToken) =>
        world.NextCustomerAsync(arguments[Scenario].Value!, arguments.GetInt32(Customers), cancellationToken: cancellationToken);

    private static Task SetConditionAsync(PartnerWorld world, InteractionInputCollection arguments, CancellationToken cancellationToken)
    {
        var condition = arguments[Condition].Value!;
        TimeSpan? lasts = string.IsNullOrEmpty(arguments[Minutes].Value) ? null : TimeSpan.FromMinutes(arguments.GetDouble(Minutes));
        return arguments.GetBoolean(Start) ? world.Faults.StartAsync(condition, lasts, cancellationToken) : world.Faults.StopAsync(condition, cancellationToken);
    }

    private static IResourceBuilder<CrossRiverPartnerResource> WithWorldCommand(
        this IResourceBuilder<CrossRiverPartnerResource> builder,
        string name,
        string displayName,
        Func<PartnerWorld, InteractionInputCollection, CancellationToken, Task> run,
        CommandOptions options)
    {
        options.UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
        return builder.WithCommand(name, displayName, context => RunAsync(builder.Resource, run, context), options);
    }

    private static async Task<ExecuteCommandResult> RunAsync(
        CrossRiverPartnerResource partner, Func<PartnerWorld, InteractionInputCollection, CancellationToken, Task> run, ExecuteCommandContext context)
    {
        try
        {
            await using var bank = await partner.ConnectAsync(context.CancellationToken);
            await run(bank.OpenPartner(partner.PartnerId), context.Arguments, context.CancellationToken);
            return CommandResults.Success();
        }
        catch (EmulatorException exception)
        {
            return CommandResults.Failure(exception.Message);
        }
    }

    // The running emulator lists the names, with the scenarios of its folder.
    private static InteractionInput Choice(
        CrossRiverPartnerResource partner, string name, string label, Func<PartnerWorld, CancellationToken, Task<IReadOnlyList<string>>> list) => new()
        {
            Name = name,
            Label = label,
            InputType = InputType.Choice,
            Required = true,
            AllowCustomChoice = true,
            DynamicLoading = new InputLoadOptions
            {
                LoadCallback = async context =>
                {
                    await using var bank = await partner.ConnectAsync(context.CancellationToken);
                    var names = await list(bank.OpenPartner(partner.PartnerId), context.CancellationToken);
                    context.Input.Options = [.. names.Select(option => KeyValuePair.Create(option, option))];
                },
            },
        };
}
