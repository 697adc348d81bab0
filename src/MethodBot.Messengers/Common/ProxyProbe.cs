using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MethodBot.Messengers.Common;

internal enum ProxyVerdict
{
    /// <summary>Lets a connection through to the messenger.</summary>
    Passes,

    /// <summary>Nobody answers at the proxy's address.</summary>
    Silent,

    /// <summary>Something answers there that is no proxy of this kind.</summary>
    Foreign,

    /// <summary>Wants a name and a password, or others than those given.</summary>
    WantsPassword,

    /// <summary>Answers, and does not reach the messenger.</summary>
    Stuck,
}

/// <summary>
/// Asks a proxy for a connection, to tell why a request through it failed: of that the HTTP stack says no more than that it failed.
/// A password goes to the proxy only, and nowhere into a text.
/// </summary>
internal static class ProxyProbe
{
    private const byte Socks = 5;
    private const byte NoPassword = 0;
    private const byte WithPassword = 2;

    public static async Task<ProxyVerdict> AskAsync(Uri proxy, Uri target, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(proxy.Host, proxy.Port, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return ProxyVerdict.Silent;
        }

        try
        {
            var credentials = MessengerHttp.CreateProxy(proxy).Credentials as NetworkCredential;
            return proxy.Scheme == "socks5"
                ? await AskSocksAsync(client.GetStream(), target, credentials, cancellationToken)
                : await AskHttpAsync(client.GetStream(), target, credentials, cancellationToken);
        }
        catch (IOException)
        {
            return ProxyVerdict.Foreign;
        }
        catch (OperationCanceledException)
        {
            // It has taken the connection, and waits for the messenger as we do.
            return ProxyVerdict.Stuck;
        }
    }

    private static async Task<ProxyVerdict> AskHttpAsync(NetworkStream stream, Uri target, NetworkCredential? credentials, CancellationToken cancellationToken)
    {
        // As a request would go: a tunnel for https, the whole address for http.
        var authority = string.Create(CultureInfo.InvariantCulture, $"{target.IdnHost}:{target.Port}");
        var request = new StringBuilder(target.Scheme == Uri.UriSchemeHttps ? $"CONNECT {authority} HTTP/1.1\r\n" : $"HEAD http://{authority}/ HTTP/1.1\r\n")
            .Append(CultureInfo.InvariantCulture, $"Host: {authority}\r\n");
        if (credentials is not null)
        {
            var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.UserName}:{credentials.Password}"));
            request.Append(CultureInfo.InvariantCulture, $"Proxy-Authorization: Basic {basic}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(request.Append("Connection: close\r\n\r\n").ToString()), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var status = (await reader.ReadLineAsync(cancellationToken))?.Split(' ');
        if (status is not [['H', 'T', 'T', 'P', '/', ..], { Length: 3 } code, ..])
            return ProxyVerdict.Foreign;
        if (code == "407")
            return ProxyVerdict.WantsPassword;

        // To CONNECT the proxy itself answers, to a whole address the messenger, unless the proxy could not ask it.
        var passes = target.Scheme == Uri.UriSchemeHttps ? code[0] == '2' : code[0] != '5';
        return passes ? ProxyVerdict.Passes : ProxyVerdict.Stuck;
    }

    /// <summary>RFC 1928 and 1929.</summary>
    private static async Task<ProxyVerdict> AskSocksAsync(NetworkStream stream, Uri target, NetworkCredential? credentials, CancellationToken cancellationToken)
    {
        var answer = new byte[4];
        await stream.WriteAsync(credentials is null ? new byte[] { Socks, 1, NoPassword } : [Socks, 2, NoPassword, WithPassword], cancellationToken);
        await stream.ReadExactlyAsync(answer.AsMemory(0, 2), cancellationToken);
        if (answer[0] != Socks)
            return ProxyVerdict.Foreign;
        if (answer[1] == WithPassword && credentials is not null)
        {
            await stream.WriteAsync((byte[])[1, .. Counted(credentials.UserName), .. Counted(credentials.Password)], cancellationToken);
            await stream.ReadExactlyAsync(answer.AsMemory(0, 2), cancellationToken);
            if (answer[1] != 0)
                return ProxyVerdict.WantsPassword;
        }
        else if (answer[1] != NoPassword)
        {
            return ProxyVerdict.WantsPassword;
        }

        var port = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(port, (ushort)target.Port);
        await stream.WriteAsync((byte[])[Socks, 1, 0, 3, .. Counted(target.IdnHost), .. port], cancellationToken);
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return answer[1] == 0 ? ProxyVerdict.Passes : ProxyVerdict.Stuck;
    }

    private static byte[] Counted(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)Math.Min(bytes.Length, byte.MaxValue), .. bytes.AsSpan(0, Math.Min(bytes.Length, byte.MaxValue))];
    }
}
