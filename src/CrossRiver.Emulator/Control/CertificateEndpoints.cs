using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Https;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control;

/// <summary>The certificate, for clients that are to trust it.</summary>
internal static class CertificateEndpoints
{
    public static void MapCertificate(this LazyRoutes control) =>
        control.Get("/certificate.pem", GetCertificate).WithTags("Status").WithMetadata(Admission.WithoutKey);

    /// <summary>Gives the certificate that https clients see. In PEM, with what it was issued by if that is known; public parts only.</summary>
    internal static ContentHttpResult GetCertificate(ServerCertificate certificate) =>
        certificate.Pem is { } pem
            ? TypedResults.Text(pem, "application/x-pem-file")
            : throw new RefusedException(ErrorCatalog.NotFound, "There is no certificate: https is off; start with --https or with Emulator__Https__Enabled=true");
}
