using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Supervision;

internal enum LiaisonKind
{
    Problem,
    Resource,
    FollowUp,
}
