using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Modular.Attack;

/// <summary>
/// One or two hosts on loopback with the demonstration, behind nginx with TLS if wanted; all of it goes at the end.
/// </summary>
internal sealed partial class Site : IAsyncDisposable
{
    private readonly List<Process> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("modular-attack-").FullName;

    /// <summary>Where requests go, in turn.</summary>
    public List<Uri> Doors { get; } = [];

    public Dictionary<string, string> Passwords { get; } = new(StringComparer.Ordinal);

    public bool Tls { get; private set; }

    public string Says { get; private set; } = "";

    public Rows Rows { get; private set; } = null!;

    public string Log => Path.Combine(_folder, "host0.log");

    public static async Task<Site> Start(string host, string? connection, int hosts, bool tls)
    {
        var site = new Site();
        try
        {
            await site.Up(host, connection, hosts, tls);
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }

        return site;
    }

    private async Task Up(string host, string? connection, int hosts, bool tls)
    {
        string data = Path.Combine(_folder, "data");
        int front = Free();
        List<int> ports = [];
        for (int i = 0; i < hosts; i++)
        {
            int port = Free();
            ports.Add(port);
            string[] options =
            [
                host,
                "--urls",
                $"http://127.0.0.1:{port}",
                "--DataFolder",
                data,
                "--Site:Address",
                tls ? $"https://localhost:{front}" : $"http://127.0.0.1:{port}",
                .. connection is null
                    ? []
                    : new[] { "--Database:Kind=Postgres", $"--Database:Connection={connection}" },
                .. i == 0 ? new[] { "--demo" } : [],
            ];
            Run(i, options);
            await Answers(new($"http://127.0.0.1:{port}/health/live"), i);
        }

        foreach (Match line in Account().Matches(await Read(Log)))
            Passwords[line.Groups[1].Value] = line.Groups[2].Value;
        if (Passwords.Count < 10)
            throw new InvalidOperationException("The demonstration printed no accounts; is the database empty?");
        Rows = new(connection, data);
        if (tls && !Nginx(front, ports))
            tls = false;
        Tls = tls;
        Doors.AddRange(tls ? [new($"https://localhost:{front}")] : ports.Select(p => new Uri($"http://127.0.0.1:{p}")));
        if (tls)
            await Answers(new(Doors[0], "/health/live"), -1);
        Says =
            $"{hosts} host{(hosts > 1 ? "s" : "")} on "
            + $"{(connection is null ? "SQLite" : "PostgreSQL")}{(tls ? " behind nginx with TLS" : "")}";
    }

    /// <summary>An nginx of our own with a certificate of the hour; the system's is left alone.</summary>
    private bool Nginx(int front, List<int> ports)
    {
        string? nginx = new[] { "/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx" }.FirstOrDefault(
            File.Exists
        );
        if (nginx is null)
        {
            Console.Out.WriteLine("nginx not installed (Debian: apt-get install nginx): without TLS");
            return false;
        }

        using var key = System.Security.Cryptography.ECDsa.Create(
            System.Security.Cryptography.ECCurve.NamedCurves.nistP256
        );
        var wanted = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=localhost",
            key,
            System.Security.Cryptography.HashAlgorithmName.SHA256
        );
        using var made = wanted.CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1),
            TimeProvider.System.GetUtcNow().AddDays(2)
        );
        File.WriteAllText(Path.Combine(_folder, "cert.pem"), made.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(
            Path.Combine(_folder, "nginx.conf"),
            $$"""
            daemon off;
            pid {{_folder}}/nginx.pid;
            error_log {{_folder}}/nginx.log;
            worker_processes 1;
            events { worker_connections 256; }
            http {
              access_log off;
              client_max_body_size 300m;
              client_body_temp_path {{_folder}}/body;
              proxy_temp_path {{_folder}}/proxy;
              fastcgi_temp_path {{_folder}}/fastcgi;
              uwsgi_temp_path {{_folder}}/uwsgi;
              scgi_temp_path {{_folder}}/scgi;
              upstream hosts {
                {{string.Join(" ", ports.Select(p => $"server 127.0.0.1:{p};"))}}
              }
              server {
                listen 127.0.0.1:{{front}} ssl;
                ssl_certificate {{_folder}}/cert.pem;
                ssl_certificate_key {{_folder}}/key.pem;
                location / {
                  proxy_pass http://hosts;
                  proxy_set_header Host $http_host;
                  proxy_set_header X-Forwarded-For $http_x_forwarded_for;
                  proxy_set_header X-Forwarded-Proto https;
                }
              }
            }
            """
        );
        _processes.Add(
            Process.Start(
                new ProcessStartInfo(
                    nginx,
                    ["-c", Path.Combine(_folder, "nginx.conf"), "-p", _folder, "-e", Path.Combine(_folder, "nginx.log")]
                )
            )!
        );
        return true;
    }

    private void Run(int number, string[] options)
    {
        var start = new ProcessStartInfo("dotnet", options)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_gcServer"] = "0";
        var process = Process.Start(start)!;
        var log = new StreamWriter(Path.Combine(_folder, $"host{number}.log")) { AutoFlush = true };
        void Take(object sender, DataReceivedEventArgs line)
        {
            lock (log)
                if (line.Data is not null)
                    log.WriteLine(line.Data);
        }

        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
    }

    private async Task Answers(Uri address, int number)
    {
        using var client = Browser.Plain();
        for (int i = 0; i < 1200; i++)
        {
            try
            {
                if ((await client.GetAsync(address)).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                if (_processes[^1].HasExited)
                    break;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException(
            $"{address} does not answer:\n{(number < 0 ? "" : await Read(Path.Combine(_folder, $"host{number}.log")))}"
        );
    }

    public static async Task<string> Read(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // What is still held goes with the temporary folder.
        }
    }

    [GeneratedRegex(@"^  (\w+) +(\S{8,})   ", RegexOptions.Multiline, 1000)]
    private static partial Regex Account();
}
