using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Projects;
using Modular.Kernel.Calendar;
using Modular.Kernel.Facts;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Projects.Data;

namespace Modular.Projects.Plan;

internal static class PlanServices
{
    public static void AddPlan(this IServiceCollection services)
    {
        services.AddScoped<ShowPlan>();
        services.AddScoped<ChangePlan>();
        services.AddScoped<PlanPeople>();
        services.AddScoped<CopyPlan>();
        services.AddScoped<KeepBaselines>();
        services.AddScoped<KeepChecklist>();
        services.AddScoped<MyTasks>();
        services.AddScoped<PlanFeeds>();
        services.AddScoped<ITaskRecord, ChecklistRecord>();
        services.AddScoped<ICalendarDependent, PlansFollowCalendar>();
        services.AddScoped<ITodoSource, PlanTodos>();
        services.AddScoped<ITodoSource, MyTaskTodos>();
        services.AddScoped<IDemonstration, PlanDemonstration>();
        services.AddJob<LatePlans>(LatePlans.Kind, "0 30 5 * * ?");
        services.AddFactHandler<ProjectStageChanged, ProjectsDb, BaselineOfStage>();
    }
}
