using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Files;
using Modular.Projects.Mentors;
using Modular.Projects.Review;

namespace Modular.Projects.Pages.Projects;

internal static class GuidanceDisplay
{
    public static Tone Tone(PreVerdict verdict) =>
        verdict switch
        {
            PreVerdict.Ready => Kernel.Ui.Tone.Good,
            PreVerdict.NotYet => Kernel.Ui.Tone.Waiting,
            _ => Kernel.Ui.Tone.Risk,
        };

    public static Tone Tone(AdviceState state) =>
        state switch
        {
            AdviceState.Done => Kernel.Ui.Tone.Good,
            AdviceState.Open => Kernel.Ui.Tone.Waiting,
            _ => Kernel.Ui.Tone.Risk,
        };
}
