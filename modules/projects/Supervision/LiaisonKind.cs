using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Projects.Supervision;

internal enum LiaisonKind
{
    Problem,
    Resource,
    FollowUp,
}
