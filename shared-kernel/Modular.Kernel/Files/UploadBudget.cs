using System.Net;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;

namespace Modular.Kernel.Files;

/// <summary>Disk is everybody's: what one visitor, all visitors and all files together may take of it.</summary>
public sealed class UploadBudget(
    IDbContextFactoryOf<KernelDb> contexts,
    PersonalData keys,
    FileLimits limits,
    DatabaseOptions options,
    TimeProvider clock
)
{
    private const string Everybody = "everybody";
    private static readonly TimeSpan CountAgainAfter = TimeSpan.FromMinutes(10);
    private readonly Lock _one = new();
    private long _stored = -1;
    private DateTimeOffset _countedAt;

    /// <summary>For somebody without an account, before anything is stored.</summary>
    /// <exception cref="RuleBroken">Enough came from there today.</exception>
    public async Task Spend(IPAddress? address, long bytes, CancellationToken cancel)
    {
        var day = clock.Today();
        if (
            !await Add(day, keys.Digest("uploads", AddressBlock.Of(address)), bytes, limits.FromOneAddress, cancel)
            || !await Add(day, Everybody, bytes, limits.FromAnybody, cancel)
        )
            throw new RuleBroken("files.enough-today") { Field = "Files" };
    }

    /// <summary>For everybody.</summary>
    /// <exception cref="RuleBroken">The disk or the store is full.</exception>
    public void Room(long bytes)
    {
        if (!Fits(bytes))
            throw new RuleBroken("files.no-space") { Field = "Files" };
    }

    /// <summary>Whether the disk and the store have room for so many bytes more.</summary>
    public bool Fits(long bytes)
    {
        long free = new DriveInfo(Path.GetFullPath(options.Folder)).AvailableFreeSpace;
        return free - bytes >= limits.Free && (limits.Store <= 0 || Stored() + bytes <= limits.Store);
    }

    public void Kept(long bytes)
    {
        lock (_one)
            if (_stored >= 0)
                _stored += bytes;
    }

    public async Task Forget(CancellationToken cancel)
    {
        await using var db = contexts.Create();
        var before = clock.Today().AddDays(-2);
        await db.Set<UploadDay>().Where(u => u.Day < before).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Of several hosts at once each adds to what is there, and none goes past the limit.</summary>
    private async Task<bool> Add(DateOnly day, string from, long bytes, long limit, CancellationToken cancel)
    {
        if (limit <= 0)
            return true;
        if (bytes > limit)
            return false;
        await using var db = contexts.Create();
        var row = db.Set<UploadDay>().Where(u => u.Day == day && u.From == from);
        for (int tries = 0; ; tries++)
        {
            int added = await row.Where(u => u.Bytes + bytes <= limit)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.Bytes, u => u.Bytes + bytes), cancel);
            if (added > 0)
                return true;
            if (await row.AnyAsync(cancel))
                return false;
            try
            {
                db.Add(
                    new UploadDay
                    {
                        Day = day,
                        From = from,
                        Bytes = bytes,
                    }
                );
                await db.SaveChangesAsync(cancel);
                return true;
            }
            catch (DbUpdateException problem) when (tries < 3 && !Outage.Is(problem))
            {
                // Another came first: there is a row now.
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Counted now and then, since other hosts store too and files are removed.</summary>
    private long Stored()
    {
        lock (_one)
        {
            var now = clock.GetUtcNow();
            if (_stored >= 0 && now - _countedAt < CountAgainAfter)
                return _stored;
            string folder = Path.Combine(options.Folder, "files");
            _stored = Directory.Exists(folder)
                ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length)
                : 0;
            _countedAt = now;
            return _stored;
        }
    }
}
