using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;

namespace Modular.Kernel.Modules;

/// <summary>
/// The front door of a module, its only public class. Left out of the configuration a module adds no route, table, job
/// or menu entry; every module works with the others absent, except those it names in <see cref="DependsOn"/>.
/// </summary>
public interface IModule
{
    /// <summary>Lower-case word: name in the configuration, database schema and text prefix.</summary>
    string Id { get; }

    IReadOnlyList<string> DependsOn => [];

    IReadOnlyList<Permission> Permissions { get; }

    IReadOnlyList<MenuEntry> Menu { get; }

    /// <summary>Doors for everybody on the public first page.</summary>
    IReadOnlyList<MenuEntry> PublicMenu => [];

    /// <summary>
    /// Kinds of notices it sends; each has the text <c>notice.{kind}</c> and the name <c>notice.{kind}.name</c>.
    /// </summary>
    IReadOnlyList<string> NoticeKinds => [];

    /// <summary>Scopes of the JSON interface it serves, such as <c>needs:write</c>.</summary>
    IReadOnlyList<string> ApiScopes => [];

    void AddServices(IServiceCollection services, DatabaseOptions database);
}

/// <param name="Key">Text key of the words; <c>key.icon</c> is the icon's name.</param>
/// <param name="Permission">Null: shown to everybody who is signed in.</param>
public sealed record MenuEntry(string Key, string Href, string? Permission, string Icon, int Order);

/// <summary>Adds to the count of waiting things in the header. Cheap: the header shows it on every page.</summary>
public interface ITodoSource
{
    Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel);

    /// <summary>The things themselves, the most pressing first; asked on the to-do page only.</summary>
    Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<TodoItem>>([]);
}

/// <param name="Kind">Text key of what is to be done with it.</param>
public sealed record TodoItem(string Kind, string Title, string Href, DateOnly? Due);

/// <param name="Key">Text key with the count as its argument.</param>
public sealed record Todo(string Key, int Count, string Href, bool Urgent)
{
    /// <summary>By when the first of them wants doing; null where nothing presses.</summary>
    public DateOnly? Due { get; init; }
}
