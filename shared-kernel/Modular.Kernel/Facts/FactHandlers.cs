using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts;
using Modular.Kernel.Data;

namespace Modular.Kernel.Facts;

/// <summary>
/// Reacts to a fact with the module's own context. The kernel opens the transaction, adds the inbox mark and saves; the
/// handler only changes rows.
/// </summary>
public interface IFactHandler<in TFact, in TDb>
    where TFact : IFact
    where TDb : ModuleDb
{
    Task Handle(TFact fact, TDb db, CancellationToken cancel);
}

/// <summary>One line of the list of who hears what.</summary>
public sealed record FactSubscription(
    string FactName,
    string Handler,
    Func<IServiceProvider, OutboxFact, CancellationToken, Task> Deliver
);

public static class FactRegistration
{
    public static IServiceCollection AddFactHandler<TFact, TDb, THandler>(this IServiceCollection services)
        where TFact : IFact
        where TDb : ModuleDb
        where THandler : class, IFactHandler<TFact, TDb>
    {
        services.AddScoped<THandler>();
        string handler = typeof(THandler).FullName!;
        services.AddSingleton(
            new FactSubscription(
                OutboxFact.NameOf(typeof(TFact)),
                handler,
                async (provider, stored, cancel) =>
                {
                    var db = provider.GetRequiredService<TDb>();
                    var fact = JsonSerializer.Deserialize<TFact>(stored.Body, JsonSerializerOptions.Web)!;
                    await db.InTransaction(
                        async () =>
                        {
                            if (await db.Inbox.FindAsync([stored.Id, handler], cancel) is not null)
                                return;
                            db.Inbox.Add(
                                new()
                                {
                                    FactId = stored.Id,
                                    Handler = handler,
                                    At = db.Clock.GetUtcNow(),
                                }
                            );
                            await provider.GetRequiredService<THandler>().Handle(fact, db, cancel);
                            await db.SaveChangesAsync(cancel);
                        },
                        cancel
                    );
                }
            )
        );
        return services;
    }
}
