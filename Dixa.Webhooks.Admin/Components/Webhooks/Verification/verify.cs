// WEBHOOK_SECRET=… dotnet run verify.cs -- "t=…,v1=…" < body.json
// (Running a single file requires .NET 10 or later. The function works in .NET 8 or later.)
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

var tolerance = TimeSpan.FromMinutes(5); // How old a request may be; yours to choose.

// header: the value of X-DIXA-SIGNATURE. body: its exact bytes, before any parsing.
bool IsGenuine(string secret, string header, byte[] body)
{
    if (!Regex.IsMatch(secret, @"^[0-9a-fA-F]{64}\z"))
    {
        throw new ArgumentException("The secret is 64 hex digits.");
    }

    var parts = header.Split(',');
    var t = parts.FirstOrDefault(part => Regex.IsMatch(part, @"^t=[0-9]{1,14}\z"))?[2..];
    var signatures = parts.Where(part => Regex.IsMatch(part, @"^v1=[0-9a-f]{64}\z")).Select(part => part[3..]);
    if (t is null)
    {
        return false;
    }

    var key = Convert.FromHexString(secret); // 32 bytes, not the text.
    byte[] message = [.. Encoding.ASCII.GetBytes(t + "."), .. body];
    var expected = HMACSHA256.HashData(key, message);
    if (!signatures.Any(v1 => CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(v1))))
    {
        return false;
    }

    var sent = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(t, CultureInfo.InvariantCulture));
    return (DateTimeOffset.UtcNow - sent).Duration() <= tolerance; // t is in milliseconds.
}

// To try it on the command line.
using var input = new MemoryStream();
Console.OpenStandardInput().CopyTo(input);
var secret = Environment.GetEnvironmentVariable("WEBHOOK_SECRET") ?? "";
var genuine = IsGenuine(secret, args.FirstOrDefault() ?? "", input.ToArray());
Console.WriteLine(genuine ? "genuine" : "refused");
return genuine ? 0 : 1;
