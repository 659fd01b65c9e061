using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Modular.Needs.Domain;
using Modular.Needs.Triage;

namespace Modular.Needs.Pages.Needs;

/// <summary>Everything a form of the need's page may carry; each move takes its own fields.</summary>
internal sealed class NeedForm
{
    public int Version { get; set; }
    public int? CategoryId { get; set; }
    public Urgency Urgency { get; set; }
    public NeedKind Kind { get; set; }
    public bool Major { get; set; }
    public int? AboutUnitId { get; set; }
    public DateOnly? PromisedOn { get; set; }

    [StringLength(100)]
    public string? UpperOffice { get; set; }

    [StringLength(2000)]
    public string? Missing { get; set; }
    public List<PartForm> Parts { get; set; } = [new(), new(), new()];
    public int? HandlerUnitId { get; set; }
    public int? NamedUnitId { get; set; }
    public long? PersonId { get; set; }
    public List<IFormFile>? Files { get; set; }

    [StringLength(500)]
    public string? Note { get; set; }

    [StringLength(4000)]
    public string? Outcome { get; set; }

    [StringLength(2000)]
    public string? Question { get; set; }

    [StringLength(2000)]
    public string? Reply { get; set; }

    [StringLength(1000)]
    public string? Reason { get; set; }
    public bool Told { get; set; }
    public bool Grant { get; set; }
    public int Days { get; set; } = 3;

    [StringLength(24)]
    public string? Into { get; set; }

    [StringLength(24)]
    public string? Other { get; set; }

    [StringLength(2000)]
    public string? Matters { get; set; }

    [StringLength(100)]
    public string? PublicTitle { get; set; }

    [StringLength(2000)]
    public string? PublicAnswer { get; set; }

    public TriageDecision Triage() =>
        new(
            Kind,
            CategoryId,
            Urgency,
            Major,
            PromisedOn,
            UpperOffice,
            Missing,
            [
                .. Parts
                    .Where(p => p.UnitId is not null)
                    .Select(p => new PartWanted(p.UnitId!.Value, p.What ?? "", p.On)),
            ],
            AboutUnitId
        );
}

internal sealed class PartForm
{
    public int? UnitId { get; set; }

    [StringLength(400)]
    public string? What { get; set; }
    public DateOnly? On { get; set; }
}
