using System.Diagnostics;

namespace CrossRiver.Emulator.Kernel.Telemetry;

public sealed class ParentSpanTests
{
    [Theory]
    [InlineData("vendor=1", "vendor=1")]
    [InlineData("", null)]
    [InlineData("vendor=ü", null)]
    [InlineData("vendor=\t", null)]
    public void A_state_that_no_header_can_carry_is_not_passed_on(string told, string? passedOn) =>
        Assert.Equal(passedOn, OriginOf(told).State);

    [Fact]
    public void The_first_of_several_origins_leads_and_no_more_are_linked_than_a_span_shows()
    {
        var same = OriginOf("");
        var origins = Enumerable.Range(0, 1000).Select(_ => OriginOf("")).ToList();

        var joined = ParentSpan.Join([null, same, same, .. origins]);

        Assert.Equal(same.Span, joined!.Span);
        Assert.Equal(origins.Take(127).Select(origin => origin.Span), joined.Others);
        Assert.Null(ParentSpan.Join([null, null]));
    }

    private static ParentSpan OriginOf(string state) =>
        new(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, state));
}
