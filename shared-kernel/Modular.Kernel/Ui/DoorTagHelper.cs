using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Modular.Kernel.Modules;

namespace Modular.Kernel.Ui;

/// <summary>
/// A link into another module: <c>&lt;a door="appraisal.round" about="@id"&gt;</c>; see <see cref="Doors"/>. Where
/// the reader does not work with that module the words stand there without a link, and a button is left out.
/// </summary>
[HtmlTargetElement("a", Attributes = "door")]
public sealed class DoorTagHelper(Doors doors) : TagHelper
{
    public string Door { get; set; } = "";

    /// <summary>Number or code of what is shown there.</summary>
    public object? About { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        string? address = await doors.To(Door, About, View.HttpContext.RequestAborted);
        if (address is not null)
            output.Attributes.SetAttribute("href", address);
        else if (output.Attributes["class"]?.Value.ToString()?.Contains("btn", StringComparison.Ordinal) == true)
            output.SuppressOutput();
        else
            output.TagName = "span";
    }
}
