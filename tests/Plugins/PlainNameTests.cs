using Modular.Language.Terms;

namespace Modular.Plugins.Tests;

/// <summary>Heating is told of by its pipes, its company and the cold room; a reader calls it heating.</summary>
[Trait("rule", "N11")]
public sealed class PlainNameTests
{
    private static readonly string[] Words = ["室温", "热力公司", "供暖管道", "供暖", "路灯", "楼道"];

    /// <summary>Four texts: of a cold room, of the company, of a leaking pipe, and of a lamp.</summary>
    private static readonly int[][] Told =
    [
        [0, 1, 3],
        [1, 3],
        [2],
        [4, 5],
    ];

    [Fact]
    public void Several_words_of_one_kind_of_problem_give_way_to_its_plain_name() =>
        Assert.Equal(["供暖"], Named(["热力公司", "供暖管道"], 0, 1, 2));

    [Fact]
    public void A_word_alone_stays_as_it_was_said() => Assert.Equal(["室温"], Named(["室温"], 0, 1, 2));

    [Fact]
    public void Words_of_another_kind_keep_their_place() =>
        Assert.Equal(["楼道", "供暖"], Named(["楼道", "热力公司", "供暖管道"], 0, 1, 2, 3));

    [Fact]
    public void A_plain_name_that_hardly_anyone_says_replaces_nothing()
    {
        int[][] told =
        [
            [0, 1],
            [0, 1],
            [1],
        ];
        var names = new PlainNames(Words);
        Assert.Equal(["室温", "热力公司"], names.Plainly(["室温", "热力公司"], [0, 1, 2], told));
    }

    private static List<string> Named(List<string> parts, params int[] members) =>
        new PlainNames(Words).Plainly(parts, members, Told);
}
