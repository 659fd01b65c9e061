using System.Threading.Channels;

namespace Modular.Tools;

/// <summary>Waits for files of a folder to change; a burst of changes is one.</summary>
internal sealed class Changes : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);
    private readonly Channel<bool> _seen = Channel.CreateUnbounded<bool>();
    private readonly FileSystemWatcher _watcher;

    public Changes(string folder, Func<string, bool> counts)
    {
        _watcher = new(folder) { IncludeSubdirectories = true };
        _watcher.Changed += (_, change) => See(change.FullPath);
        _watcher.Created += (_, change) => See(change.FullPath);
        _watcher.Deleted += (_, change) => See(change.FullPath);
        _watcher.Renamed += (_, change) => See(change.FullPath);
        _watcher.EnableRaisingEvents = true;

        void See(string file)
        {
            if (counts(Path.GetRelativePath(folder, file)))
                _seen.Writer.TryWrite(true);
        }
    }

    /// <summary>Ends when something changed and then nothing more for a fifth of a second.</summary>
    public async Task Next(CancellationToken cancel)
    {
        await _seen.Reader.ReadAsync(cancel);
        do
        {
            while (_seen.Reader.TryRead(out _)) { }
            await Task.Delay(Quiet, cancel);
        } while (_seen.Reader.TryPeek(out _));
    }

    public void Dispose() => _watcher.Dispose();
}
