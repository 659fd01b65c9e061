namespace Modular.Projects.Plan;

/// <summary>What a link ties to what: the end or start of the earlier task to the start or end of the later.</summary>
internal enum LinkKind
{
    FinishStart,
    StartStart,
    FinishFinish,
    StartFinish,
}
