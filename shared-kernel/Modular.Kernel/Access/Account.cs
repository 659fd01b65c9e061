using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Kernel.Access;

/// <summary>A person who signs in. <see cref="IdentityUser{TKey}.UserName"/> is the sign-in name.</summary>
public sealed class Account : IdentityUser<long>
{
    public required string DisplayName { get; set; }
    public bool Disabled { get; set; }
    public bool Demonstration { get; set; }

    /// <summary>Somebody else knows the password: until it is changed nothing but changing it is possible.</summary>
    public bool MustChangePassword { get; set; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null of an account whose password was never changed since this is kept.</summary>
    public DateTimeOffset? PasswordChangedAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Account>(e =>
        {
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.UserName).HasMaxLength(64);
            e.Property(a => a.NormalizedUserName).HasMaxLength(64);
            e.Property(a => a.DisplayName).HasMaxLength(64);
            e.Property(a => a.Email).HasMaxLength(128);
            e.Property(a => a.NormalizedEmail).HasMaxLength(128);
            e.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            e.HasIndex(a => a.NormalizedUserName).IsUnique();
        });
}

/// <summary>A (role, unit) pair.</summary>
public sealed class AccountRole
{
    public long AccountId { get; init; }
    public Role Role { get; init; }
    public int UnitId { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<AccountRole>(e =>
        {
            e.HasKey(r => new
            {
                r.AccountId,
                r.Role,
                r.UnitId,
            });
            e.HasIndex(r => r.UnitId);
        });
}
