using Modular.Kernel.Ui;

namespace Modular.Kernel.Lists;

/// <summary>One thing in a cell: words, a way, a state, or a part of a page for what is none of these.</summary>
public sealed record Cell
{
    public string Text { get; private init; } = "";
    public string? Href { get; private init; }
    public Tone? Tone { get; private init; }

    /// <summary>Name of a partial that draws this, with <see cref="Model"/>.</summary>
    public string? View { get; private init; }
    public object? Model { get; private init; }

    /// <summary>Second words, smaller and paler.</summary>
    public bool Small { get; private init; }

    /// <summary>Written for machines: shown as it stands, and not as words.</summary>
    public bool Code { get; private init; }

    public static Cell Said(string? text) => new() { Text = text ?? "" };

    public static Cell Beside(string? text) => new() { Text = text ?? "", Small = true };

    public static Cell Verbatim(string text) => new() { Text = text, Code = true };

    /// <param name="href">Null where the reader may not go there: the words stay.</param>
    public static Cell Link(string text, string? href) => new() { Text = text, Href = href };

    public static Cell Pill(Tone tone, string text) => new() { Tone = tone, Text = text };

    public static Cell Part(string view, object model) => new() { View = view, Model = model };
}
