using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Contracts.Projects;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Rounds;

/// <summary>What kinds of rounds there are and when to take which.</summary>
[NeedsPermission(AppraisalModule.Run)]
internal sealed class StartModel : StaffPage
{
    public void OnGet() { }
}
