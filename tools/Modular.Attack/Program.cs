using Modular.Attack;

if (args.Length == 0)
{
    await Console.Error.WriteLineAsync("usage: tools/attack.sh [--postgres CONNECTION] [--hosts 1|2] [--tls]");
    return 2;
}

string host = args[0];
string? connection = After("--postgres");
int hosts = After("--hosts") == "2" ? 2 : 1;
await using var site = await Site.Start(host, connection, hosts, args.Contains("--tls"));
await Console.Out.WriteLineAsync($"{site.Says}\n");
var findings = new Findings();
await Attacks.Run(site, findings);
await Sweeps.Run(site, findings);
return findings.Print();

string? After(string name)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
