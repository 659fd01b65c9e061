namespace Modular.Clusterers.Topics;

/// <summary>
/// The step in which one engine differs from another: points into so many groups, before anything an officer decided is
/// looked at.
/// </summary>
internal interface IPartition
{
    /// <returns>For every point its group, counted from 0 without gaps; k groups at most.</returns>
    int[] Into(int k);
}

/// <summary>Makes an engine's partition; null means the small groups, which every run makes anyway.</summary>
/// <param name="among">Points the groups are made from, or null for all; all find theirs.</param>
internal delegate IPartition? MakePartition(float[][] points, int seed, int[]? among);
