using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Library;

namespace Modular.Projects.Brands;

internal sealed record BrandView(
    Brand Brand,
    IReadOnlyList<LibraryLine> Projects,
    IReadOnlyList<BrandHonour> Honours,
    IReadOnlyList<BrandAward> Awards,
    IReadOnlyList<Project> Free
);

/// <param name="Without">Communities of the town that have no brand yet.</param>
internal sealed record TownBrands(Unit Town, IReadOnlyList<BrandLine> Brands, IReadOnlyList<Unit> Without);

internal sealed record BrandLine(Brand Brand, int Projects, int Honours);

/// <summary>An award one of the brand's projects won in a selection: read from there, not typed again.</summary>
/// <param name="On">Null for awards of before the day was kept.</param>
internal sealed record BrandAward(string Number, string Title, string Award, string Selection, DateOnly? On);
