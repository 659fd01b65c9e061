using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Numbers;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

public sealed class NumberTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K12")]
    public async Task Fifty_at_once_take_fifty_numbers_in_a_row_and_a_rolled_back_one_is_given_again(string database)
    {
        await using var host = await RunningHost.Start(database);
        async Task<int> Take(bool fail) =>
            await host.Ask(async s =>
            {
                var db = s.GetRequiredService<KernelDb>();
                int number = 0;
                try
                {
                    await db.InTransaction(
                        async () =>
                        {
                            number = await NumberSeries.Take(db, "T-2026", 1, default);
                            if (fail)
                                throw new OperationCanceledException();
                        },
                        default
                    );
                }
                catch (OperationCanceledException)
                {
                    return -1;
                }

                return number;
            });
        int[] taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => Take(i % 5 == 0))));
        Assert.Equal(Enumerable.Range(1, 40), taken.Where(n => n > 0).Order());
    }
}
