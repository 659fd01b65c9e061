using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Modular.Kernel.Notices;

/// <summary>
/// Looks at a mail server's certificate and remembers what is wrong with it. Servers inside often have one from the
/// house's own authority; that is trusted if named, but a wrong name or a passed date is not made good by it.
/// </summary>
internal sealed class MailCertificate(X509Certificate2Collection authority)
{
    /// <summary>Key of the sentence, once it was refused.</summary>
    public string? Fault { get; private set; }

    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Fault = FaultOf(certificate, chain, errors);
        return Fault is null;
    }

    private string? FaultOf(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return null;
        if (certificate is not X509Certificate2 leaf || chain is null)
            return "mail.certificate-none";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return "mail.certificate-name";
        var faults = Faults(chain);
        if (authority.Count > 0)
            faults = FaultsByAuthority(leaf, chain);
        if (faults == X509ChainStatusFlags.NoError)
            return null;
        return faults.HasFlag(X509ChainStatusFlags.NotTimeValid) ? "mail.certificate-time" : "mail.certificate-unknown";
    }

    private X509ChainStatusFlags FaultsByAuthority(X509Certificate2 leaf, X509Chain sent)
    {
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.CustomTrustStore.AddRange(authority);
        foreach (var element in sent.ChainElements)
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        return own.Build(leaf) ? X509ChainStatusFlags.NoError : Faults(own);
    }

    private static X509ChainStatusFlags Faults(X509Chain chain) =>
        chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
}
