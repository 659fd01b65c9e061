namespace Modular.Projects.Domain;

/// <summary>What a draft is made from besides its text; the origin follows from what is given.</summary>
internal sealed record DraftFrom(
    long? TopicId = null,
    long? EntryId = null,
    long? ParentId = null,
    long? CampaignId = null
);
