using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using Modular.Kernel.Units;

namespace Modular.Kernel.Api;

/// <summary>Finds the client of a key; asked on every call, so kept for some seconds.</summary>
public sealed class ApiClients(IDbContextFactoryOf<KernelDb> contexts, IMemoryCache cache, TimeProvider clock)
{
    public async Task<ApiClient?> Find(string? authorization, CancellationToken cancel)
    {
        if (KeyOf(authorization) is not { } hash)
            return null;
        var key = (nameof(ApiClients), Convert.ToHexString(hash));
        if (cache.TryGetValue(key, out ApiClient? known))
            return known;
        await using var db = contexts.Create();
        var client = await db.ApiClients.SingleOrDefaultAsync(c => c.KeyHash == hash && !c.Disabled, cancel);
        var today = Calendar.LocalTime.Today(clock);
        if (client is not null && client.LastUsedOn != today)
        {
            client.LastUsedOn = today;
            await db.SaveChangesAsync(cancel);
        }

        return cache.Set(key, client, TimeSpan.FromSeconds(10));
    }

    /// <summary>The client of a call that <see cref="ApiScopeAttribute"/> let in.</summary>
    public static ApiClient Of(HttpContext http) => (ApiClient)http.Items[typeof(ApiClient)]!;

    /// <summary>
    /// What the limit counts by: the client of a key that is known, else the address, so that invented keys do not get
    /// round it.
    /// </summary>
    public static string Partition(HttpContext http) =>
        KeyOf(http.Request.Headers.Authorization) is { } hash
        && http.RequestServices.GetRequiredService<IMemoryCache>()
            .TryGetValue((nameof(ApiClients), Convert.ToHexString(hash)), out ApiClient? client)
        && client is not null
            ? $"client:{client.Id}"
            : http.Connection.RemoteIpAddress?.ToString() ?? "-";

    private static byte[]? KeyOf(string? authorization) =>
        authorization is null
        || !authorization.StartsWith("Bearer ", StringComparison.Ordinal)
        || authorization.Length > 100
            ? null
            : SecretCode.Hash(authorization[7..]);
}

/// <summary>Another system that may use the JSON interface, for a unit and everything below it.</summary>
public sealed class ApiClient
{
    public long Id { get; init; }
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key; the key itself is shown once and kept nowhere.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>Separated by spaces.</summary>
    public required string Scopes { get; init; }
    public int UnitId { get; init; }
    public bool Disabled { get; set; }
    public DateOnly? LastUsedOn { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ApiClient>(e =>
        {
            e.Property(c => c.Id).ValueGeneratedNever();
            e.Property(c => c.Name).HasMaxLength(60);
            e.Property(c => c.Scopes).HasMaxLength(200);
            e.HasIndex(c => c.KeyHash).IsUnique();
        });
}

/// <summary>
/// Put on an action of the JSON interface: the client needs this scope. It acts for its unit; no cookie counts here.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ApiScopeAttribute(string scope)
    : Attribute,
        IAsyncAuthorizationFilter,
        Microsoft.AspNetCore.Authorization.IAllowAnonymous
{
    public string Scope { get; } = scope;

    private static readonly TimeSpan RefusalsNotedEvery = TimeSpan.FromMinutes(1);

    /// <summary>In the audit once a minute and address: whoever tries keys shows, and cannot fill the log.</summary>
    private static async Task NoteRefusal(HttpContext http, string? client, string why)
    {
        string from = http.Connection.RemoteIpAddress?.ToString() ?? "";
        var cache = http.RequestServices.GetRequiredService<IMemoryCache>();
        var key = (nameof(NoteRefusal), AddressBlock.Of(http.Connection.RemoteIpAddress), client);
        if (cache.TryGetValue(key, out _))
            return;
        cache.Set(key, true, RefusalsNotedEvery);
        var db = http.RequestServices.GetRequiredService<KernelDb>();
        db.Record(
            "api-client.refused",
            $"api-client:{client ?? "-"}",
            after: new { why },
            by: Acting.Nobody with
            {
                Origin = from,
            }
        );
        await db.SaveChangesAsync(http.RequestAborted);
    }

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var services = context.HttpContext.RequestServices;
        var client = await services
            .GetRequiredService<ApiClients>()
            .Find(context.HttpContext.Request.Headers.Authorization, context.HttpContext.RequestAborted);
        var unit = client is null
            ? null
            : (await services.GetRequiredService<UnitDirectory>().Tree(context.HttpContext.RequestAborted)).Find(
                client.UnitId
            );
        if (client is null || unit is null)
        {
            if (context.HttpContext.Request.Headers.Authorization.Count > 0)
                await NoteRefusal(context.HttpContext, null, "unknown key");
            context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
            context.Result = new ObjectResult(
                new ProblemDetails { Status = 401, Title = "A key is needed: Authorization: Bearer KEY." }
            )
            {
                StatusCode = StatusCodes.Status401Unauthorized,
            };
        }
        else if (!client.Scopes.Split(' ').Contains(Scope))
        {
            await NoteRefusal(context.HttpContext, client.Name, $"lacks {Scope}");
            var problem = new ProblemDetails { Status = 403, Title = $"The key lacks the scope {Scope}." };
            context.Result = new ObjectResult(problem) { StatusCode = StatusCodes.Status403Forbidden };
        }
        else
        {
            context.HttpContext.Items[typeof(ApiClient)] = client;
            services.GetRequiredService<ActingScope>().Current = new(
                null,
                client.Name,
                unit.Id,
                unit.Path,
                context.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "",
                FrozenSet<string>.Empty
            );
        }
    }
}

public sealed class KeepApiClients(KernelDb db, UnitDirectory units, TimeProvider clock)
{
    public Task<List<ApiClient>> All(CancellationToken cancel) =>
        db.ApiClients.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancel);

    /// <returns>The key, shown once.</returns>
    public async Task<string> Add(string? name, int unitId, IReadOnlyList<string> scopes, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 60)
            throw new RuleBroken("api.name-needed") { Field = "Name" };
        if (scopes.Count == 0)
            throw new RuleBroken("api.scopes-needed") { Field = "Scopes" };
        if ((await units.Tree(cancel)).Find(unitId) is null)
            throw new NotFound();
        string key = SecretCode.New();
        db.ApiClients.Add(
            new()
            {
                Id = Ids.Next(clock),
                Name = name.Trim(),
                KeyHash = SecretCode.Hash(key),
                Scopes = string.Join(' ', scopes),
                UnitId = unitId,
            }
        );
        db.Record("api-client.added", $"api-client:{name.Trim()}", after: new { unitId, scopes });
        await db.SaveChangesAsync(cancel);
        return key;
    }

    public async Task SetDisabled(long id, bool disabled, CancellationToken cancel)
    {
        var client = await db.ApiClients.SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw new NotFound();
        client.Disabled = disabled;
        db.Record(disabled ? "api-client.disabled" : "api-client.enabled", $"api-client:{client.Name}");
        await db.SaveChangesAsync(cancel);
    }
}
