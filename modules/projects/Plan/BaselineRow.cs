using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Projects.Design;

namespace Modular.Projects.Plan;

internal sealed record BaselineRow(long Id, string Name, DateOnly? Starts, DateOnly? Ends, int Days);
