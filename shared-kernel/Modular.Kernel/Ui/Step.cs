namespace Modular.Kernel.Ui;

/// <summary>When a step of a life line lies: behind, now, or ahead.</summary>
public enum Step
{
    Past,
    Now,
    Future,
}
