using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>
/// A proxy with a name and a password. Names that it is asked for are all this machine, so that a bot which knows a messenger by such a
/// name reaches it in no other way.
/// </summary>
internal sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _running = [];
    private readonly string _scheme;
    private readonly string _name;
    private readonly string _password;
    private readonly Task _accepting;
    private int _passed;
    private int _refused;

    private LoopbackProxy(string scheme, string name, string password)
    {
        (_scheme, _name, _password) = (scheme, name, password);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Connections that were let through.</summary>
    public int Passed => Volatile.Read(ref _passed);

    /// <summary>Requests that were refused for their name or password.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Where the messengers cannot be reached from here, whatever is asked.</summary>
    public bool IsStuck { get; set; }

    /// <summary>RFC 9110: CONNECT and whole addresses, Basic.</summary>
    public static LoopbackProxy Http(string name = "", string password = "") => new("http", name, password);

    /// <summary>RFC 1928 and 1929.</summary>
    public static LoopbackProxy Socks(string name = "", string password = "") => new("socks5", name, password);

    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>As the setting has it.</summary>
    public string Address(string name = "", string password = "") =>
        name.Length == 0 ? $"{_scheme}://{Authority}" : $"{_scheme}://{Uri.EscapeDataString(name)}:{Uri.EscapeDataString(password)}@{Authority}";

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_running);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _running.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await (_scheme == "http" ? ServeHttpAsync(client.GetStream()) : ServeSocksAsync(client.GetStream()));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // One side has hung up.
            }
        }
    }

    private async Task ServeHttpAsync(NetworkStream client)
    {
        while (await ReadHeadAsync(client) is { } head)
        {
            var lines = head.Split("\r\n");
            var isTunnel = lines[0].StartsWith("CONNECT ", StringComparison.Ordinal);
            var wanted = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_name}:{_password}"));
            if (_name.Length > 0 && Header(lines, "Proxy-Authorization") != $"Basic {wanted}")
            {
                Interlocked.Increment(ref _refused);
                await DropBodyAsync(client, lines);
                await client.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"loopback\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _stopping.Token);
                continue;
            }

            if (IsStuck)
            {
                await client.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stopping.Token);
                return;
            }

            var target = lines[0].Split(' ')[1];
            var port = new Uri(isTunnel ? $"http://{target}" : target).Port;
            using var server = await ConnectAsync(port);
            if (isTunnel)
                await client.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), _stopping.Token);
            else
                await server.GetStream().WriteAsync(Encoding.Latin1.GetBytes(head + "\r\n\r\n"), _stopping.Token);
            await SpliceAsync(client, server.GetStream());
            return;
        }
    }

    private async Task ServeSocksAsync(NetworkStream client)
    {
        var head = await ReadAsync(client, 2);
        var methods = await ReadAsync(client, head[1]);
        var method = (byte)(_name.Length > 0 ? 2 : 0);
        if (!methods.Contains(method))
        {
            Interlocked.Increment(ref _refused);
            await client.WriteAsync(new byte[] { 5, 0xFF }, _stopping.Token);
            return;
        }

        await client.WriteAsync(new byte[] { 5, method }, _stopping.Token);
        if (method == 2)
        {
            await ReadAsync(client, 1);
            var name = Encoding.UTF8.GetString(await ReadAsync(client, (await ReadAsync(client, 1))[0]));
            var password = Encoding.UTF8.GetString(await ReadAsync(client, (await ReadAsync(client, 1))[0]));
            var isRight = name == _name && password == _password;
            await client.WriteAsync(new byte[] { 1, (byte)(isRight ? 0 : 1) }, _stopping.Token);
            if (!isRight)
            {
                Interlocked.Increment(ref _refused);
                return;
            }
        }

        var request = await ReadAsync(client, 4);
        await ReadAsync(client, request[3] switch { 1 => 4, 4 => 16, _ => (await ReadAsync(client, 1))[0] });
        var port = BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(client, 2));
        if (IsStuck)
        {
            await client.WriteAsync(new byte[] { 5, 4, 0, 1, 0, 0, 0, 0, 0, 0 }, _stopping.Token);
            return;
        }

        using var server = await ConnectAsync(port);
        await client.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 }, _stopping.Token);
        await SpliceAsync(client, server.GetStream());
    }

    private async Task<TcpClient> ConnectAsync(int port)
    {
        var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, port, _stopping.Token);
        Interlocked.Increment(ref _passed);
        return server;
    }

    private async Task SpliceAsync(NetworkStream one, NetworkStream other)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        Task[] ways = [one.CopyToAsync(other, over.Token), other.CopyToAsync(one, over.Token)];
        await Task.WhenAny(ways);
        await over.CancelAsync();
        await Task.WhenAll(ways).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stopping.Token) == 1)
        {
            head.Add(one[0]);
            if (head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'])
                return Encoding.Latin1.GetString([.. head]).TrimEnd('\r', '\n');
        }

        return null;
    }

    private async Task DropBodyAsync(NetworkStream stream, string[] lines)
    {
        if (int.TryParse(Header(lines, "Content-Length"), CultureInfo.InvariantCulture, out var length))
            await ReadAsync(stream, length);
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _stopping.Token);
        return bytes;
    }

    private static string? Header(string[] lines, string name) => lines
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
}
