using Microsoft.AspNetCore.Identity;

namespace Modular.Kernel.Access;

/// <summary>Names are found whatever the keyboard made of them: case and full-width letters do not count.</summary>
internal sealed class NameNormalizer : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : SignInName.Normal(name).ToUpperInvariant();

    public string? NormalizeEmail(string? email) => email?.Trim().ToUpperInvariant();
}
