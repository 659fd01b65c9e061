using System.Collections.Frozen;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Modular.Kernel.Data;

/// <summary>A named permission, declared by the module that checks it, and the roles that hold it.</summary>
public sealed record Permission(string Id, params Role[] Roles)
{
    /// <summary>
    /// What it opens concerns every unit at once, so the role must be held at the district: an administrator of one
    /// town has no say in the calendar or the plugins of the others.
    /// </summary>
    public bool WholeDistrict { get; init; }

    /// <summary>Where administration, accounts and audit are in different hands, the only role that holds it.</summary>
    public Role? WhenApart { get; init; }

    internal bool HeldBy(Role role, bool apart) =>
        Roles.Contains(role) && (!apart || WhenApart is null || WhenApart == role);
}

/// <summary>Which role may do what, gathered from the enabled modules.</summary>
public sealed class PermissionTable(IReadOnlyList<Permission> permissions)
{
    /// <summary>What the roles held at a unit and above it allow there.</summary>
    /// <param name="atDistrict">The unit is the district itself.</param>
    /// <param name="apart">The three administrators are apart.</param>
    public FrozenSet<string> Of(IReadOnlyCollection<Role> roles, bool atDistrict, bool apart = false) =>
        permissions
            .Where(p => (atDistrict || !p.WholeDistrict) && roles.Any(r => p.HeldBy(r, apart)))
            .Select(p => p.Id)
            .ToFrozenSet(StringComparer.Ordinal);

    public IEnumerable<Role> RolesWith(string permission) =>
        permissions.FirstOrDefault(p => p.Id == permission)?.Roles ?? [];
}

/// <summary>
/// Put on a page or action: who may come in. A door without this or <see cref="OpenToAllAttribute"/> fails the
/// architecture tests.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsPermissionAttribute(string permission)
    : AuthorizeAttribute(PermissionPolicies.Prefix + permission)
{
    public string Permission { get; } = permission;
}

/// <summary>
/// Put on a page, or on one of its handlers: what it takes to post there, beyond coming in. The handler's own comes
/// before that of its page. Held by <c>PostingRights</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PostNeedsAttribute(string permission) : Attribute
{
    public string Permission { get; } = permission;
}

/// <summary>Anybody may come in, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenToAllAttribute : Attribute, IAllowAnonymous;

/// <summary>Anybody signed in may come in, whatever the role.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SignedInAttribute : AuthorizeAttribute;

internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

internal sealed class PermissionPolicies(IOptions<AuthorizationOptions> options)
    : DefaultAuthorizationPolicyProvider(options)
{
    public const string Prefix = "permission:";

    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        policyName.StartsWith(Prefix, StringComparison.Ordinal)
            ? new AuthorizationPolicyBuilder()
                .RequireAuthenticatedUser()
                .AddRequirements(new PermissionRequirement(policyName[Prefix.Length..]))
                .Build()
            : await base.GetPolicyAsync(policyName);

    public override bool AllowsCachingPolicies => true;
}

internal sealed class PermissionCheck(ActingScope acting) : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(
        AuthorizationHandlerContext context,
        PermissionRequirement requirement
    )
    {
        if (acting.Current.May(requirement.Permission))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
