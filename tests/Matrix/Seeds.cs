using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Api;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Matrix.Tests;

/// <summary>
/// What the demonstration lays for the district or for one town only stands for both towns here, so that every kind of
/// thing has one in community A1 or its town and one in B1 or its town.
/// </summary>
internal sealed class Seeds(Store store, Dictionary<string, List<string>> tables)
{
    public const string A1 = "WX01",
        A = "WX",
        B1 = "QX01",
        B = "QX",
        Whole = "YH",
        Grid = "WX01-1";
    private readonly Dictionary<string, (int Id, string Path)> _units = new(StringComparer.Ordinal);
    private long _next = 3_000_000_000_000_000;

    public IReadOnlyDictionary<string, (int Id, string Path)> Units => _units;

    /// <summary>One account for each role at each place, without hashing sixty passwords.</summary>
    public static async Task Accounts(RunningHost host)
    {
        await host.Do(async services =>
        {
            var db = services.GetRequiredService<KernelDb>();
            var tree = await services.GetRequiredService<Kernel.Units.UnitDirectory>().Tree(default);
            var model = await services
                .GetRequiredService<KeepAccounts>()
                .Open("matrix", "matrix", RunningHost.Password, [], false, default);
            foreach (var role in Enum.GetValues<Role>())
            foreach (var place in Enum.GetValues<Place>())
            {
                string name = Name(role, place);
                long id = Ids.Next(host.Clock);
                db.Accounts.Add(
                    new()
                    {
                        Id = id,
                        UserName = name,
                        NormalizedUserName = name.ToUpperInvariant(),
                        DisplayName = name,
                        PasswordHash = model.PasswordHash,
                        SecurityStamp = name,
                        ConcurrencyStamp = name,
                        CreatedAt = model.CreatedAt,
                    }
                );
                db.AccountRoles.Add(
                    new()
                    {
                        AccountId = id,
                        Role = role,
                        UnitId = tree.Find(Code(place))!.Id,
                    }
                );
            }

            await db.SaveChangesAsync();
        });
    }

    /// <summary>
    /// Keys of the JSON interface by place, each with every scope, and one with a scope nobody asks for.
    /// </summary>
    public static async Task<Dictionary<string, string>> Keys(RunningHost host) =>
        await host.Ask(async services =>
        {
            var tree = await services.GetRequiredService<Kernel.Units.UnitDirectory>().Tree(default);
            var manage = services.GetRequiredService<KeepApiClients>();
            string[] scopes = ["library:read", "needs:read", "needs:write"];
            var keys = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var place in Enum.GetValues<Place>())
                keys[place.ToString()] = await manage.Add($"key {place}", tree.Find(Code(place))!.Id, scopes, default);
            keys["scopeless"] = await manage.Add("key without", tree.Find(Whole)!.Id, ["nothing:read"], default);
            return keys;
        });

    public static string Name(Role role, Place place) => $"{role}.{place}".ToLowerInvariant();

    public static string Code(Place place) =>
        place switch
        {
            Place.Own => A1,
            Place.Above => A,
            Place.District => Whole,
            Place.Below => Grid,
            _ => B1,
        };

    public async Task Things()
    {
        foreach (object?[] row in await store.Rows("SELECT code, id, path FROM {kernel.unit}"))
            _units[(string)row[0]!] = (
                Convert.ToInt32(row[1], System.Globalization.CultureInfo.InvariantCulture),
                (string)row[2]!
            );
        foreach (string community in new[] { A1, B1 })
        {
            await Projects(community);
            await Partners(community);
            await Needs(community);
        }

        foreach (string town in new[] { A, B })
        {
            await Rounds(town);
            await Copied("needs.topic", "state = 'Proposed'", town);
            await Copied("needs.topic", "state = 'Confirmed'", town);
            await Copied("projects.campaign", "1 = 1", town);
            await Copied("kernel.job", "1 = 1", town, ("state", "Failed"));
            await Selections(town);
        }
    }

    private Clones Clones => field ??= new(store, tables);

    private Task<long> Copied(string table, string where, string unit, params (string, object?)[] more) =>
        Clones.Make(table, where, _units[unit].Id, _units[unit].Path, more);

    /// <summary>The project with most on it, and one in each state for the moves that must be refused.</summary>
    private async Task Projects(string community)
    {
        await Copied(
            "projects.project",
            "number = 'XM-2026-000002'",
            community,
            ("number", $"XM-2026-9{_units[community].Id:00000}"),
            ("topic_id", null)
        );
        await Copied("projects.brand", "1 = 1", community, ("name", "brand of " + community));
        await Copied("projects.mentor", "account_id > 0", community, ("account_id", (object)++_next));
    }

    private async Task Rounds(string town)
    {
        foreach (object?[] row in await store.Rows("SELECT id FROM {appraisal.round} WHERE unit_path = '/1/'"))
        {
            long round = await Copied("appraisal.round", $"id = {row[0]}", town);
            // Of this town alone, as it would have been drawn up there.
            await store.Do(
                $"DELETE FROM {{appraisal.party}} WHERE round_id = {round} AND unit_id NOT IN (SELECT id FROM "
                    + $"{{kernel.unit}} WHERE path LIKE '{_units[town].Path}%')"
            );
            await Put(
                "appraisal.appeal",
                "",
                ("round_id", round),
                ("edition", 1),
                ("state", "Filed"),
                ("name", "N"),
                ("text", "a reason"),
                ("on", store.Day(3, 9)),
                ("decider_unit_id", _units[town].Id),
                ("version", 0)
            );
        }
    }

    private async Task Partners(string community)
    {
        object need = (
            await store.Rows($"SELECT id FROM {{needs.need}} WHERE unit_id = {_units[community].Id} ORDER BY id")
        )[0][0]!;
        await Put(
            "partners.offer",
            community,
            ("need_id", need),
            ("state", "Open"),
            ("claim_by", store.Day(3, 20)),
            ("offered_at", store.Moment),
            ("version", 0)
        );
        await Put(
            "partners.honour",
            community,
            ("name", "honour"),
            ("candidate_unit_id", _units[community].Id),
            ("grounds", "grounds"),
            ("community_id", _units[community].Id),
            ("answer_by", store.Day(3, 20)),
            ("proposed_by", "P"),
            ("proposed_at", store.Moment),
            ("state", "Asked"),
            ("version", 0)
        );
        await Put(
            "partners.unit_ask",
            community,
            ("title", "ask"),
            ("text", "text"),
            ("asked_by", "P"),
            ("asked_at", store.Moment),
            ("state", "Open"),
            ("version", 0)
        );
        await Put(
            "partners.resource",
            community,
            ("kind", "Venue"),
            ("title", "room"),
            ("capacity", 9),
            ("held", 0),
            ("held_month", 0),
            ("retired", store.No),
            ("version", 0)
        );
    }

    private async Task Needs(string community)
    {
        await Put(
            "needs.hot_issue",
            community,
            ("place", "place"),
            ("words", "words"),
            ("size", 3),
            ("people", 3),
            ("heat", 30),
            ("parts", "[]"),
            ("found_at", store.Moment)
        );
        await Put("needs.routing_rule", community, ("words", "lamp"), ("handler_unit_id", _units[community].Id));
        await Put("needs.reply_template", community, ("title", "title"), ("text", "text"));
    }

    private async Task Selections(string town) =>
        await Put(
            "projects.selection",
            town,
            ("name", "selection"),
            ("opens_on", store.Day(3, 1)),
            ("closes_on", store.Day(3, 30)),
            ("weights", "40,40,20,40,40,20"),
            ("awards", "first|1\nsecond|2"),
            ("state", "Open"),
            ("created_at", store.Moment),
            ("version", 0),
            ("turn", 0)
        );

    private Task Put(string table, string unit, params (string Column, object? Value)[] columns)
    {
        var row = columns.ToDictionary(c => c.Column, c => c.Value, StringComparer.Ordinal);
        row["id"] = ++_next;
        if (unit.Length > 0)
            (row["unit_id"], row["unit_path"]) = (_units[unit].Id, _units[unit].Path);
        return store.Insert(table, row);
    }
}

/// <summary>Where somebody stands or a thing belongs, seen from community A1.</summary>
internal enum Place
{
    Own,
    Above,
    District,
    Below,
    Neighbour,
}
