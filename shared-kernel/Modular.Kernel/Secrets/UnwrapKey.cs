using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Modular.Kernel.Secrets;

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
