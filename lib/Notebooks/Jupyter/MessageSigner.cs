using System.Security.Cryptography;
using System.Text;

namespace Notebooks.Jupyter;

/// <summary>Signs messages with the connection's key. Without a key, signatures are empty and everything is taken.</summary>
internal sealed class MessageSigner(string scheme, string key)
{
    public const string DefaultScheme = "hmac-sha256";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    private readonly HashAlgorithmName _algorithm = AlgorithmOf(scheme) ?? throw new ArgumentException($"The signature scheme '{scheme}' is not known.");

    /// <summary>Whether messages are signed at all.</summary>
    public bool IsOn => _key.Length > 0;

    public static bool Knows(string scheme) => AlgorithmOf(scheme) is not null;

    /// <summary>The signature of the four parts, as it stands in a message.</summary>
    public byte[] Sign(params ReadOnlySpan<byte[]> parts)
    {
        if (!IsOn) return [];
        using var hash = IncrementalHash.CreateHMAC(_algorithm, _key);
        foreach (var part in parts) hash.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether <paramref name="signature"/> is that of the parts; takes as long for a wrong one as for the right one.</summary>
    public bool IsRight(byte[] signature, params ReadOnlySpan<byte[]> parts)
        => !IsOn || CryptographicOperations.FixedTimeEquals(Sign(parts), signature);

    private static HashAlgorithmName? AlgorithmOf(string scheme) => scheme switch
    {
        "hmac-sha256" => HashAlgorithmName.SHA256,
        "hmac-sha384" => HashAlgorithmName.SHA384,
        "hmac-sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
