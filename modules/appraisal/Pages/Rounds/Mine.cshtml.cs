using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Ledger;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Scoring;
using Modular.Appraisal.Visits;
using Modular.Contracts.Projects;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Files;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Pages.Rounds;

[NeedsPermission(AppraisalModule.Score)]
internal sealed class MineModel(ScoreSheet sheet) : StaffPage
{
    public IReadOnlyList<(Round Round, bool HandedIn)> Rounds { get; private set; } = [];

    public async Task OnGet() => Rounds = await sheet.Mine(Cancel);
}
