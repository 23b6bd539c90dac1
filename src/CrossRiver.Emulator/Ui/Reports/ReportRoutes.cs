using CrossRiver.Emulator.Page.Views.Report;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Reports;

/// <summary>Maps the view of the report.</summary>
internal static class ReportRoutes
{
    public static IServiceCollection AddReportView(this IServiceCollection services) => services.AddSingleton<ReportPage>();

    public static void MapReportView(this LazyRoutes page) => page.Get("/partners/{partnerId:guid}/report", ShowReport);

    internal static Task<IResult> ShowReport(Guid partnerId, HttpContext context, ReportPage report, PageRenderer renderer)
    {
        var (frame, model) = report.Of(partnerId, new PageContext(context));
        return renderer.RenderAsync<ReportView>(frame, model, context);
    }
}
