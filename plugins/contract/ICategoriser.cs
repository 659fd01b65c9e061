namespace Modular.Plugins.Contract;

/// <summary>
/// Learns from past decisions which category a request belongs to. It suggests and never decides. The same promises as
/// <see cref="IAppraisalMethod"/>: pure, seeded by a parameter, one call per process.
/// </summary>
public interface ICategoriser
{
    PluginDescription Describe();

    /// <summary>
    /// Learns a model. Categories without examples are known by their names and words only (cold start).
    /// </summary>
    /// <exception cref="NotComputableException">Fewer than two categories.</exception>
    CategoryModel Train(CategoryInput input, ParameterValues parameters);

    /// <summary>For every text the likely categories, likeliest first, three at most.</summary>
    CategorySuggestions Apply(
        CategoryModel model,
        IReadOnlyList<string> titles,
        IReadOnlyList<string> texts,
        ParameterValues parameters
    );
}

/// <summary>Past decisions in columns: entry <c>i</c> of the first three lists belongs together.</summary>
/// <param name="Category">Index into <see cref="Names"/>.</param>
/// <param name="Names">The categories' names.</param>
/// <param name="Words">For every category its shipped key words, separated by spaces; may be empty texts.</param>
public sealed record CategoryInput(
    IReadOnlyList<string> Titles,
    IReadOnlyList<string> Texts,
    IReadOnlyList<int> Category,
    IReadOnlyList<string> Names,
    IReadOnlyList<string> Words
);

/// <param name="Names">The categories in the model's order.</param>
/// <param name="Content">The plugin's own format; can be applied by the same id and version only.</param>
/// <param name="Figures">
/// What is known of its quality, by name: examples, categories, and where there were enough examples the held-out share
/// of right ones.
/// </param>
public sealed record CategoryModel(
    IReadOnlyList<string> Names,
    byte[] Content,
    IReadOnlyDictionary<string, double> Figures
);

/// <param name="Category">
/// Three entries for every text, indices into the model's names, or -1 where there is none.
/// </param>
/// <param name="Confidence">
/// Likewise, 0 to 1, calibrated: of suggestions given with 0.8 about four in five are right.
/// </param>
public sealed record CategorySuggestions(IReadOnlyList<int> Category, IReadOnlyList<double> Confidence);
