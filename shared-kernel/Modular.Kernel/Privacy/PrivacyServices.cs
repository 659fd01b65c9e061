using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;

namespace Modular.Kernel.Privacy;

internal static class PrivacyServices
{
    /// <summary>What the law gives a person: register, periods, view, copy, correction, erasure, consent.</summary>
    public static void AddPersonRights(this IServiceCollection services)
    {
        services.AddScoped<IPersonalRegister, KernelRegister>();
        services.AddScoped<RetentionPeriods>();
        services.AddScoped<ShowRegister>();
        services.AddScoped<PersonRights>();
        services.AddScoped<PrivacyNotices>();
        services.AddHostedService<ShipNotice>();
        services.AddScoped<KeepAssessments>();
        services.AddScoped<ITodoSource, AssessmentTodos>();
        services.AddJob<EraseExpired>(EraseExpired.Kind, "0 25 3 * * ?");
    }
}
