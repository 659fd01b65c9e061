namespace Modular.Tools;

/// <summary>
/// Where a method's built files lie: a folder that holds <c>ID.dll</c> under its own name, a build's output folder, or
/// a
/// folder with a project file, which then says where it builds to.
/// </summary>
internal sealed record MethodPlace(string Folder, string Assembly, string? Project)
{
    public string Dll => Path.Combine(Folder, Assembly + ".dll");

    public bool IsBuilt => File.Exists(Dll);

    public static async Task<MethodPlace> Find(string given, CancellationToken cancel)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(given));
        if (!Directory.Exists(folder))
            throw WrongCall.Of("tools.wrong.no-folder", folder);
        string[] projects = Directory.GetFiles(folder, "*.csproj");
        if (projects.Length > 1)
            throw WrongCall.Of("tools.wrong.projects", folder);
        if (projects.Length == 1)
        {
            string target = await DotNet.TargetOf(projects[0], cancel);
            return new(Path.GetDirectoryName(target)!, Path.GetFileNameWithoutExtension(target), projects[0]);
        }

        string name = Path.GetFileName(folder);
        if (!File.Exists(Path.Combine(folder, name + ".dll")))
        {
            string[] deps = Directory.GetFiles(folder, "*.deps.json");
            if (deps.Length == 1)
                name = Path.GetFileName(deps[0])[..^".deps.json".Length];
        }

        return new(folder, name, null);
    }
}
