namespace Modular.Kernel.Ui;

/// <summary>How a thing stands; always an icon and a word, never colour alone.</summary>
public enum Tone
{
    Plain,
    Good,
    Waiting,
    Risk,
    Bad,
}
