using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Modular.Kernel.Data;

namespace Modular.Kernel.Privacy;

/// <summary>
/// Seals a key of the ring by the operator's secret (AES-256-GCM) before it is stored in the database.
/// </summary>
internal sealed class WrapKey(OperatorSecret secret) : IXmlEncryptor
{
    public const string Purpose = "key-ring";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        byte[] plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var element = new XElement("sealed", Convert.ToBase64String(Sealed.Seal(secret.KeyFor(Purpose), plain)));
        return new(element, typeof(UnwrapKey));
    }
}

/// <summary>Made by the framework, by the name of its type that stands beside the sealed key.</summary>
internal sealed class UnwrapKey(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        byte[] key = services.GetRequiredService<OperatorSecret>().KeyFor(WrapKey.Purpose);
        return XElement.Parse(
            Encoding.UTF8.GetString(Sealed.Open(key, Convert.FromBase64String(encryptedElement.Value)))
        );
    }
}

internal sealed class SealKeyRing(OperatorSecret secret) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => options.XmlEncryptor = new WrapKey(secret);

    /// <summary>
    /// Keys that an older version stored open are thrown away: whoever copied the database then would have them still.
    /// What they sealed were cookies and form tokens, so everybody signs in once more.
    /// </summary>
    public static async Task DropOpenKeys(KernelDb db, CancellationToken cancel) =>
        await db
            .DataProtectionKeys.Where(k => k.Xml == null || !k.Xml.Contains("encryptedSecret"))
            .ExecuteDeleteAsync(cancel);
}
