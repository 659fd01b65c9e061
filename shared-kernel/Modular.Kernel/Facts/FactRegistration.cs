using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts;
using Modular.Kernel.Data;

namespace Modular.Kernel.Facts;

public static class FactRegistration
{
    public static IServiceCollection AddFactHandler<TFact, TDb, THandler>(this IServiceCollection services)
        where TFact : IFact
        where TDb : ModuleDb
        where THandler : class, IFactHandler<TFact, TDb>
    {
        services.AddScoped<THandler>();
        string handler = Name(typeof(THandler));
        if (handler.Length > InboxMark.LongestHandler)
            throw new InvalidOperationException($"The inbox cannot keep the name of {handler}.");
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

    /// <summary>
    /// What the inbox knows a handler by. Of a generic one the full name tells the assembly of each argument, with its
    /// version, and is longer than the column.
    /// </summary>
    private static string Name(Type handler)
    {
        if (!handler.IsGenericType)
            return handler.FullName!;
        string plain = handler.GetGenericTypeDefinition().FullName!;
        return $"{plain[..plain.IndexOf('`')]}<{string.Join(',', handler.GetGenericArguments().Select(a => a.Name))}>";
    }
}
