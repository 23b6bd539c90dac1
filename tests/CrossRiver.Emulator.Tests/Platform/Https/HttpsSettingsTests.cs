using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>What the settings of https mean, and what a made certificate is for.</summary>
public sealed class HttpsSettingsTests
{
    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("a.pfx", "a.key", "secret", null)]
    [InlineData(null, "a.key", null, null, "CertificateKey and CertificatePassword belong to a Certificate, and there is none.")]
    [InlineData("", null, "secret", null, "CertificateKey and CertificatePassword belong to a Certificate, and there is none.")]
    [InlineData(null, "", "", " a.example, *.b.example,, 192.0.2.7 ,2001:db8::1")]
    [InlineData(null, null, null, "a b, *.", "Hosts: 'a b' is no host name and no IP address; write them separated by commas.", "Hosts: '*.' is no host name and no IP address; write them separated by commas.")]
    [InlineData(null, null, null, "a.*.example", "Hosts: 'a.*.example' is no host name and no IP address; write them separated by commas.")]
    public void Settings_that_make_no_sense_are_refused(string? certificate, string? key, string? password, string? hosts, params string[] messages)
    {
        var options = new HttpsOptions { Certificate = certificate, CertificateKey = key, CertificatePassword = password, Hosts = hosts };

        Assert.Equal(messages, options.Validate(new ValidationContext(options)).Select(result => result.ErrorMessage));
    }

    [Theory]
    [InlineData(null, "theirs.pfx their.key their secret")]
    [InlineData("", "theirs.pfx their.key their secret")]
    [InlineData("mine.pfx", "mine.pfx  ")]
    public void The_certificate_of_the_framework_s_settings_is_taken_if_there_is_no_other(string? certificate, string taken)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["C:Path"] = "theirs.pfx", ["C:KeyPath"] = "their.key", ["C:Password"] = "their secret" }).Build();
        var options = new HttpsOptions { Certificate = certificate };

        options.Complete(configuration.GetSection("C"));

        Assert.Equal(taken, $"{options.Certificate} {options.CertificateKey} {options.CertificatePassword}");
    }

    [Fact]
    public void A_made_certificate_is_for_a_server_of_this_machine_and_of_the_hosts_for_a_year()
    {
        var now = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        using var certificate = MadeCertificate.Make(["bank.example", "192.0.2.7", "LOCALHOST"], now);

        Assert.Equal("CN=CrossRiver.Emulator", certificate.Subject);
        Assert.Equal((now.AddDays(-1), now.AddDays(365)), (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter)));
        Assert.True(certificate.HasPrivateKey);

        var constraints = Assert.Single(certificate.Extensions.OfType<X509BasicConstraintsExtension>());
        Assert.Equal((false, false, true), (constraints.CertificateAuthority, constraints.HasPathLengthConstraint, constraints.Critical));
        var usage = Assert.Single(certificate.Extensions.OfType<X509KeyUsageExtension>());
        Assert.Equal((X509KeyUsageFlags.DigitalSignature, true), (usage.KeyUsages, usage.Critical));
        var extended = Assert.Single(certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>());
        Assert.Equal((MadeCertificate.ServerUsage, false), (Assert.Single(extended.EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>()).Value, extended.Critical));

        var names = Assert.Single(certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>());
        Assert.Superset(new HashSet<string>(["localhost", "host.docker.internal", "bank.example"], StringComparer.Ordinal), names.EnumerateDnsNames().ToHashSet(StringComparer.Ordinal));
        Assert.DoesNotContain("LOCALHOST", names.EnumerateDnsNames());
        Assert.Equal(["127.0.0.1", "::1", "192.0.2.7"], names.EnumerateIPAddresses().Select(address => $"{address}"));

        var own = Assert.Single(certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>());
        var issuer = Assert.Single(certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>());
        Assert.Equal(own.SubjectKeyIdentifierBytes.ToArray(), issuer.KeyIdentifier!.Value.ToArray());
        Assert.False(own.Critical);
    }
}
