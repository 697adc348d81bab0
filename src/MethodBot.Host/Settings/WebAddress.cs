using System.Net;
using System.Net.Sockets;

namespace MethodBot.Host.Settings;

/// <summary>The address that the program is to serve.</summary>
internal static class WebAddress
{
    /// <summary>
    /// Tries the port before anything starts: a program that cannot serve its address must not have begun to take people's messages.
    /// </summary>
    /// <exception cref="OperatorException">It is taken, or not this machine's.</exception>
    public static void EnsureFree(Uri url)
    {
        if (url.Port == 0)
            return;
        var address = url.IsLoopback && url.HostNameType == UriHostNameType.Dns ? IPAddress.Loopback
            : IPAddress.TryParse(url.Host.Trim('[', ']'), out var literal) ? literal
            : IPAddress.Any;
        using var listener = new TcpListener(address, url.Port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw Refused(url, e.Message);
        }
    }

    public static OperatorException Refused(Uri url, string reason) =>
        new($"{url.GetLeftPart(UriPartial.Authority)} cannot be served: {reason.TrimEnd('.')}. Set Web:Url to another address, for example --Web:Url=http://127.0.0.1:5081.");
}
