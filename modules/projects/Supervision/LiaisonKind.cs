namespace Modular.Projects.Supervision;

internal enum LiaisonKind
{
    Problem,
    Resource,
    FollowUp,
}
