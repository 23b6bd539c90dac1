using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Docs;

/// <summary>The pages on faults and on scenario files have every value of a fault.</summary>
public sealed class FaultDocumentTests
{
    public static TheoryData<string, string> Values =>
    [
        .. from page in (string[])["docs/faults.md", "docs/scenarios.md"]
           from type in (Type[])[typeof(Loss), typeof(CredentialFault), typeof(BodyFault), typeof(FaultKind), typeof(CountBy)]
           from member in Enum.GetNames(type)
           select (page, WireJson.NameOf(type, member)),
        .. Enum.GetValues<NewOrder>().Select(order => ("docs/scenarios.md", WireJson.NameOf(order))),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void A_page_has_every_value(string page, string value) =>
        Assert.Matches($@"`([^`\n]* )?{value}\b[^`\n]*`", File.ReadAllText(Path.Combine(RunningProgram.Repository, page)));
}
