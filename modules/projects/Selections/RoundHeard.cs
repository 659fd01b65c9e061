using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Appraisal;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Design;

namespace Modular.Projects.Selections;

/// <param name="Of">Of how many applications the round gave a score.</param>
internal sealed record RoundHeard(long RoundId, int Of, DateTimeOffset At, bool Complete);
