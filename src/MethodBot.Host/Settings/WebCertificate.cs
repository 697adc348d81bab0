using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MethodBot.Host.Settings;

/// <summary>
/// The certificate of the program's own web server: a PEM chain with its key beside, as Let's Encrypt writes them, or a PFX. Renewed on the
/// disk, it is taken up without a restart.
/// </summary>
/// <param name="key">Of a PEM; null for a PFX.</param>
/// <param name="password">Of a PFX; null where it has none.</param>
internal sealed class WebCertificate(string path, string? key, string? password)
{
    private readonly Lock _gate = new();
    private X509Certificate2? _current;
    private DateTime _readAt;

    /// <summary>The certificate as it stands on the disk; the last good one while a new one cannot be read.</summary>
    public X509Certificate2 Current
    {
        get
        {
            lock (_gate)
            {
                var written = File.GetLastWriteTimeUtc(path);
                if (_current is not null && written == _readAt)
                    return _current;
                try
                {
                    _current = Load();
                    _readAt = written;
                }
                catch (Exception e) when (_current is not null && e is IOException or CryptographicException or UnauthorizedAccessException)
                {
                    // Half of a renewal: the other file follows in a moment.
                }

                return _current!;
            }
        }
    }

    /// <summary>Why it cannot serve, or null. Reads it once.</summary>
    public string? FindFault()
    {
        try
        {
            return Current.HasPrivateKey ? null : $"Web:Certificate {path} has no private key. Set Web:CertificateKey to the file with the key, or give a .pfx.";
        }
        catch (Exception e) when (e is IOException or CryptographicException or UnauthorizedAccessException)
        {
            return $"Web:Certificate {path} cannot be read: {e.Message}";
        }
    }

    private X509Certificate2 Load()
    {
        if (key is null)
            return X509CertificateLoader.LoadPkcs12FromFile(path, password);
        using var pem = X509Certificate2.CreateFromPemFile(path, key);

        // Windows serves no certificate whose key is in memory only.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pfx), null);
    }
}
