using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Projects.Ledgers;

internal enum LiaisonKind
{
    Problem,
    Resource,
    FollowUp,
}
