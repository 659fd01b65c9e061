using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Files;
using Modular.Projects.Supervision;

namespace Modular.Projects.Pages.Projects;

internal sealed class LiaisonLineForm
{
    public LiaisonKind Kind { get; set; }
    public string? Text { get; set; }
    public DateOnly? DueOn { get; set; }
}
