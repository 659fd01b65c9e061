using Modular.Plugins.Contract;

namespace Modular.Methods.Points;

/// <summary>
/// A ledger: the sum of the points of all events of a subject, and the star level it reaches. What was wrong is taken
/// back by a negative entry.
/// </summary>
public sealed class Points : IAppraisalMethod
{
    public PluginDescription Describe() =>
        new(
            "points",
            "1.0.0",
            "Modular",
            Texts.Name,
            Texts.Summary,
            [new("levels", ParameterKind.NumberList, Texts.Levels, Texts.LevelsHelp, "[]")]
        );

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        var levels = parameters.List("levels");
        for (int i = 1; i < levels.Count; i++)
            if (levels[i] <= levels[i - 1])
                throw new NotComputableException(Texts.BadLevels);
        int k = input.Subjects.Count;
        double[] sum = new double[k],
            taken = new double[k];
        int[] events = new int[k];
        for (int i = 0; i < input.Value.Count; i++)
        {
            int s = input.Subject[i];
            sum[s] += input.Value[i];
            events[s]++;
            if (input.Value[i] < 0)
                taken[s] -= input.Value[i];
        }

        int Level(double points) => levels.Count(l => points >= l);
        var subjects = Enumerable
            .Range(0, k)
            .Select(s => new SubjectResult(
                input.Subjects[s],
                sum[s],
                null,
                null,
                events[s],
                [
                    Texts.Explained(sum[s], events[s], taken[s]),
                    .. levels.Count > 0
                        ? new[]
                        {
                            Texts.Star(
                                Level(sum[s]),
                                Level(sum[s]) < levels.Count ? levels[Level(sum[s])] - sum[s] : null
                            ),
                        }
                        : [],
                ]
            ))
            .ToList();
        return new(
            subjects,
            [],
            [.. Enumerable.Range(0, k).Where(s => sum[s] < 0).Select(s => Texts.Below(input.Subjects[s]))],
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["levels"] = Table.Named(input.Subjects, s => Level(sum[s])),
            }
        );
    }
}
