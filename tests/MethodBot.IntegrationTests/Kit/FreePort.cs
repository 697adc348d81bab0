using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>A port of this machine that nobody listens on at this moment.</summary>
internal static class FreePort
{
    public static string Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
