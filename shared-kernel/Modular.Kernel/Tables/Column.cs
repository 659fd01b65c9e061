namespace Modular.Kernel.Tables;

/// <summary>
/// One column an import understands. Its names and synonyms, separated by |, are the text <c>{table}.column.{key}</c>
/// in both languages.
/// </summary>
public sealed record Column(string Key, bool Required = false);
