using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Modular.Kernel.Access;

/// <summary>A named permission, declared by the module that checks it, and the roles that hold it.</summary>
public sealed record Permission(string Id, params Role[] Roles);

/// <summary>Which role may do what, gathered from the enabled modules.</summary>
public sealed class PermissionTable(IEnumerable<Permission> permissions)
{
    private readonly Dictionary<Role, HashSet<string>> _byRole = Enum.GetValues<Role>()
        .ToDictionary(role => role, role => permissions.Where(p => p.Roles.Contains(role)).Select(p => p.Id).ToHashSet(StringComparer.Ordinal));

    public IReadOnlySet<string> Of(Role role) => _byRole[role];
}

/// <summary>Put on a page or action: who may come in. A door without this or <see cref="OpenToAllAttribute"/> fails the architecture tests.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsPermissionAttribute(string permission) : AuthorizeAttribute(PermissionPolicies.Prefix + permission)
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

internal sealed class PermissionPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public const string Prefix = "permission:";

    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        policyName.StartsWith(Prefix, StringComparison.Ordinal)
            ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(policyName[Prefix.Length..])).Build()
            : await base.GetPolicyAsync(policyName);

    public override bool AllowsCachingPolicies => true;
}

internal sealed class PermissionCheck(ActingScope acting) : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (acting.Current.May(requirement.Permission)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
