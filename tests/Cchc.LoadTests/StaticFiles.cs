using System.Diagnostics;

namespace Cchc.LoadTests;

/// <summary>The yardstick: Debian's nginx serving the same bytes as static files on the same machine in the same minutes.</summary>
public sealed class StaticFiles : IAsyncDisposable
{
    private readonly Process process;
    private readonly string root;

    private StaticFiles(Process process, string root, string url) => (this.process, this.root, Url) = (process, root, url);

    public string Url { get; }

    public static async Task<StaticFiles> StartAsync(WorkFolder work)
    {
        var (folder, port) = (work.Folder("nginx"), Machine.FreePort());
        var root = work.Folder("nginx/www");
        var configuration = Path.Combine(folder, "nginx.conf");
        string Encoded(string encoding) => $"location /{encoding}/ {{ root {root}; default_type 'text/html; charset=utf-8'; add_header Content-Encoding {encoding}; add_header Vary Accept-Encoding; }}";
        await File.WriteAllTextAsync(configuration, $$"""
            daemon off;
            {{(System.Environment.UserName == "root" ? "user root;" : "")}}
            worker_processes {{System.Environment.ProcessorCount}};
            pid {{folder}}/pid;
            error_log {{folder}}/error.log;
            events { worker_connections 1024; }
            http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                keepalive_requests 1000000000;
                open_file_cache max=100;
                client_body_temp_path {{folder}}/a; proxy_temp_path {{folder}}/b; fastcgi_temp_path {{folder}}/c; uwsgi_temp_path {{folder}}/d; scgi_temp_path {{folder}}/e;
                server {
                    listen 127.0.0.1:{{port}};
                    location /identity/ { root {{root}}; default_type 'text/html; charset=utf-8'; }
                    {{Encoded("gzip")}}
                    {{Encoded("br")}}
                }
            }
            """);
        var program = File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
        var process = Machine.Start(new ProcessStartInfo(program, ["-c", configuration, "-e", Path.Combine(folder, "error.log")]));
        await Task.Delay(300);
        return process.HasExited ? throw new LoadTestException("nginx did not start.") : new(process, root, $"http://127.0.0.1:{port}");
    }

    /// <summary>Makes a body available.</summary>
    /// <returns>Its address.</returns>
    public string Serve(string name, string encoding, byte[] body)
    {
        Directory.CreateDirectory(Path.Combine(root, encoding));
        File.WriteAllBytes(Path.Combine(root, encoding, name), body);
        return $"{Url}/{encoding}/{name}";
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", process.Id.ToString()]);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(5)));
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }
}
