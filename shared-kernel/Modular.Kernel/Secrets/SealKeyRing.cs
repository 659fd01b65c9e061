using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Modular.Kernel.Store;

namespace Modular.Kernel.Secrets;

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
