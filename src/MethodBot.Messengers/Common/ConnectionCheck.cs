using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using MethodBot.Conversations.Messengers;

namespace MethodBot.Messengers.Common;

/// <summary>
/// Whether the messenger's address answers, through the proxy if there is one, and what its clock says. Asks for the bare address,
/// so that no token travels.
/// </summary>
/// <param name="section">Section of the settings, for what to do: <c>Telegram</c>.</param>
internal sealed class ConnectionCheck(string section, string apiUrl, string? proxy, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ProxyPatience = TimeSpan.FromSeconds(10);

    /// <summary>A few seconds are the network's; a minute already shows in reminders.</summary>
    private static readonly TimeSpan SmallDifference = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GreatDifference = TimeSpan.FromMinutes(5);

    private readonly Uri _target = new(new Uri(apiUrl).GetLeftPart(UriPartial.Authority));

    /// <summary>The connection first; what follows is known only where that is good.</summary>
    public async Task<ImmutableArray<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        using var handler = MessengerHttp.CreateHandler(proxy);
        // The answer counts, whatever it is; where it sends a browser is another address.
        handler.AllowAutoRedirect = false;
        using var http = MessengerHttp.CreateClient(handler);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        var begun = time.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _target);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            if (proxy is not null && response.StatusCode is HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout)
                return [await ExplainProxyAsync(new Uri(proxy), cancellationToken)];
            var took = time.GetElapsedTime(begun);
            var connection = Finding.Good(string.Create(CultureInfo.InvariantCulture, $"{_target.Authority} answers{Through()}, in {took.TotalSeconds:0.0} s"));
            return response.Headers.Date is { } theirs ? [connection, CompareClocks(theirs, took)] : [connection];
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return [proxy is null ? Explain(exception) : await ExplainProxyAsync(new Uri(proxy), cancellationToken)];
        }
    }

    private Finding Explain(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Finding.Broken(
            $"this machine does not find the address {_target.Host}",
            $"Check the machine's Internet connection and its DNS, and {section}:ApiUrl."),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => BadCertificate(),
        _ => Finding.Broken(
            $"{_target.Authority} does not answer ({HttpExchange.Describe(exception)})",
            $"Check the machine's Internet connection and {section}:ApiUrl. Where the messenger is blocked, set {section}:Proxy to a proxy that reaches it."),
    };

    private async Task<Finding> ExplainProxyAsync(Uri address, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ProxyPatience);
        var verdict = await ProxyProbe.AskAsync(address, _target, deadline.Token);
        cancellationToken.ThrowIfCancellationRequested();
        var name = Name(address);
        return verdict switch
        {
            ProxyVerdict.Silent => Finding.Broken(
                $"the proxy {name} does not answer", $"Check the address in {section}:Proxy, and that the proxy runs and takes connections from this machine."),
            ProxyVerdict.Foreign => Finding.Broken(
                $"what answers at {name} is no {address.Scheme} proxy",
                $"Check {section}:Proxy: the kind (http:// or socks5://) and the port are those that the proxy's owner names."),
            ProxyVerdict.WantsPassword when address.UserInfo.Length == 0 => Finding.Broken(
                $"the proxy {name} wants a name and a password",
                $"Write them into {section}:Proxy: {address.Scheme}://name:password@{name}. Signs such as @ : / in them are written as %40 %3A %2F."),
            ProxyVerdict.WantsPassword => Finding.Broken(
                $"the proxy {name} refuses the name and the password that are set",
                $"Correct them in {section}:Proxy ({address.Scheme}://name:password@{name}). Signs such as @ : / in them are written as %40 %3A %2F."),
            ProxyVerdict.Stuck => Finding.Broken(
                $"the proxy {name} answers, but does not reach {_target.Authority}",
                "Ask the proxy's owner whether the messenger is allowed through it, or use another proxy."),
            ProxyVerdict.Passes when _target.Scheme == Uri.UriSchemeHttps => BadCertificate(),
            _ => Finding.Broken($"{_target.Authority} does not answer through the proxy {name}", "Try again in a minute; if it stays so, use another proxy."),
        };
    }

    /// <summary>A connection stands, and still no request passes: something between does not show the messenger's certificate.</summary>
    private Finding BadCertificate() => Finding.Broken(
        $"a secure connection to {_target.Authority}{Through()} cannot be made: the certificate is not accepted, or the connection is cut",
        "Check the machine's date and time. In a network that opens secure connections (an organization's filter) the messenger's address has to be exempt from that.");

    private Finding CompareClocks(DateTimeOffset theirs, TimeSpan took)
    {
        var difference = (time.GetUtcNow() - (took / 2) - theirs).Duration();
        if (difference < SmallDifference)
            return Finding.Good("the clock of this machine is right");
        var found = string.Create(CultureInfo.InvariantCulture, $"the clock of this machine differs from that of {_target.Host} by {difference:d\\.hh\\:mm\\:ss}");
        const string ToDo = "Set the machine's clock, or switch on its setting by the network (timedatectl set-ntp true): reminders go by it.";
        return difference < GreatDifference ? Finding.Attention(found, ToDo) : Finding.Broken(found, ToDo);
    }

    private string Through() => proxy is null ? "" : $" through the proxy {Name(new Uri(proxy))}";

    /// <summary>Without the name and the password that stand in the address.</summary>
    private static string Name(Uri address) => string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}");
}
