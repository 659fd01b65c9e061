namespace Modular.PrivateLibrary;

/// <summary>What only this version of the library has.</summary>
public static class Which
{
    public static string Version => typeof(Which).Assembly.GetName().Version!.ToString();
}
