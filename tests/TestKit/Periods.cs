using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Privacy;

namespace Modular.TestKit;

/// <summary>Lets one kind of personal data go at its end, as the nightly work does for all of them.</summary>
public static class Periods
{
    public static async Task<int> Pass(IServiceProvider services, string entry)
    {
        var found = services.GetServices<IPersonalRegister>().SelectMany(r => r.Entries).Single(e => e.Id == entry);
        int days = await services.GetRequiredService<RetentionPeriods>().Days(found, default);
        var before = services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(-days);
        return await found.Expire(before, 500, default);
    }
}
