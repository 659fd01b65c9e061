using Modular.Plugins.Contract;
using Modular.PrivateLibrary;

namespace Modular.VersionPlugin;

/// <summary>Says in its version which version of its library it got.</summary>
public sealed class VersionPlugin : IAppraisalMethod
{
    public PluginDescription Describe() =>
        new("version-plugin", Which.Version, "Tests", new("版本插件", "Version plugin"), new("版本", "Version"), []);

    public MethodResult Compute(MethodInput input, ParameterValues parameters) =>
        throw new NotComputableException(new("只报告版本。", "It tells its version only."));
}
