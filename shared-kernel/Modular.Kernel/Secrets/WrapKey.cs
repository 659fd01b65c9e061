using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Modular.Kernel.Secrets;

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
