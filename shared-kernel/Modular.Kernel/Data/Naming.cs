using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Modular.Kernel.Data;

/// <summary>
/// snake_case names; the module is the schema on PostgreSQL and a prefix on SQLite, which has no schemas.
/// </summary>
internal static class Naming
{
    public static void Apply(IMutableEntityType entity, string module, bool sqlite)
    {
        // What is kept as JSON lies in its owner's table.
        if (entity.IsMappedToJson())
            return;
        string table = Snake(entity.ClrType.Name.Split('`')[0]);
        entity.SetTableName(sqlite ? $"{module}_{table}" : table);
        entity.SetSchema(sqlite ? null : module);
        foreach (var property in entity.GetProperties())
            property.SetColumnName(Snake(property.Name));
        foreach (var key in entity.GetKeys())
            key.SetName($"pk_{module}_{table}");
        foreach (var index in entity.GetIndexes())
            index.SetDatabaseName(
                $"ix_{module}_{table}_{string.Join('_', index.Properties.Select(p => Snake(p.Name)))}"
            );
        foreach (var key in entity.GetForeignKeys())
            key.SetConstraintName($"fk_{module}_{table}_{string.Join('_', key.Properties.Select(p => Snake(p.Name)))}");
    }

    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
