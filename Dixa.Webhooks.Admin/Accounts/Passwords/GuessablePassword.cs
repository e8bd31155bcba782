using System.Text;

namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>Detects passwords that are long enough but easy to guess.</summary>
internal static class GuessablePassword
{
    /// <summary>Passwords that repeat a text of up to this many characters are refused.</summary>
    private const int MaxRepeatedLength = 8;

    private const int MinDistinctCharacters = 5;

    /// <summary>A password counts as a sequence if its runs have at least this average length.</summary>
    private const int MinRunLength = 4;

    private static readonly char[] Ends = [.. "0123456789 !?.,;:-_+*#$%&/()=@"];

    private static readonly string[] ProductWords = ["dixawebhooks", "webhooks", "webhook", "dixa", "admin"];

    private static readonly string[] Sequences = WithReverse(
        "01234567890123456789012345678901234567890123456789",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
        "1q2w3e4r5t6y7u8i9o0p",
        "qazwsxedcrfvtgbyhnujmikolp");

    /// <summary>Words and phrases in common passwords, without digits and symbols at the ends.</summary>
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "password", "passwordpass", "mypassword", "newpassword", "thepassword", "thisismypassword", "yourpassword", "nopassword", "defaultpassword",
        "temporarypassword", "temppassword", "testpassword", "adminpassword", "rootpassword", "userpassword", "passwort", "meinpasswort", "kennwort",
        "motdepasse", "wachtwoord", "contrasena", "parola", "adgangskode", "losenord", "passphrase", "secret", "topsecret", "supersecret", "mysecret",
        "administrator", "administration", "superuser", "superadmin", "sysadmin", "rootroot", "useruser", "testtest", "guest", "default", "changeme",
        "changemenow", "changethis", "pleasechangeme", "changeit", "replaceme", "letmein", "letmeinnow", "letmeinplease", "openup", "opensesame",
        "welcome", "welcomehome", "welcomeback", "willkommen", "bienvenue", "hello", "helloworld", "hellohello", "hallo", "bonjour", "iloveyou",
        "iloveyouforever", "iloveyousomuch", "iloveyoubaby", "ichliebedich", "jetaime", "teamo", "loveyou", "lovely", "princess", "sunshine",
        "football", "baseball", "basketball", "monkey", "dragon", "master", "shadow", "superman", "batman", "spiderman", "starwars", "pokemon",
        "minecraft", "liverpool", "chelsea", "arsenal", "barcelona", "realmadrid", "manchester", "manchesterunited", "michael", "jennifer", "jessica",
        "charlie", "daniel", "thomas", "jordan", "christopher", "alexander", "elizabeth", "chocolate", "computer", "internet", "whatever", "trustno",
        "trustnoone", "freedom", "blessed", "jesuschrist", "godisgreat", "qwerty", "qwertyuiop", "qwertz", "azerty", "asdfghjkl", "qwertyqwerty",
        "spring", "summer", "autumn", "winter", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
        "december", "monday", "friday", "company", "companyname", "business", "correcthorsebatterystaple", "abc", "abcd", "abcdef", "test",
    };

    /// <summary>Returns why a password is easy to guess, as the end of a sentence; null if it is not.</summary>
    public static string? Error(string password, string? email)
    {
        var (lower, plain) = (password.ToLowerInvariant(), Plain(password));
        return password.All(char.IsWhiteSpace) ? "must not consist of spaces only."
            : IsRepeated(lower, 1) ? "must not be one character repeated."
            : IsRepeated(lower, MaxRepeatedLength) ? "must not be a short text repeated."
            : lower.Distinct().Count() < MinDistinctCharacters ? $"must have at least {MinDistinctCharacters} different characters."
            : email is not null && IsMadeOf(plain, [Plain(email), Plain(email.Split('@')[0])]) ? "must not be made of the e-mail address."
            : IsMadeOf(plain, ProductWords) ? "must not be made of the product's name."
            : IsSequence(plain) ? "must not be a sequence of neighboring letters or digits."
            : IsCommon(lower) ? "is one of the most common passwords."
            : null;
    }

    private static bool IsRepeated(string text, int maxLength) =>
        Enumerable.Range(1, Math.Min(maxLength, text.Length / 2)).Any(length => text.AsSpan(length).SequenceEqual(text.AsSpan(0, text.Length - length)));

    /// <summary>Whether a text contains at least one of the words and otherwise only digits.</summary>
    private static bool IsMadeOf(string text, string[] words)
    {
        var rest = words.Where(word => word.Length > 0).OrderByDescending(word => word.Length)
            .Aggregate(text, (left, word) => left.Replace(word, "", StringComparison.Ordinal));
        return rest.Length < text.Length && rest.All(char.IsAsciiDigit);
    }

    private static bool IsSequence(string text)
    {
        var runs = 0;
        for (var at = 0; at < text.Length; runs++)
        {
            at += RunLength(text.AsSpan(at));
        }

        return text.Length > 0 && runs * MinRunLength <= text.Length;
    }

    private static int RunLength(ReadOnlySpan<char> text)
    {
        var length = 1;
        foreach (var sequence in Sequences)
        {
            while (length < text.Length && sequence.AsSpan().Contains(text[..(length + 1)], StringComparison.Ordinal))
            {
                length++;
            }
        }

        return length;
    }

    // Digits and symbols are replaced with the letters that they often stand for, or trimmed at the ends.
    private static bool IsCommon(string lower) =>
        Common.Contains(Plain(lower.Trim(Ends))) || Common.Contains(Plain(Letters(lower).Trim(Ends))) || Common.Contains(Plain(Letters(lower.Trim(Ends))));

    private static string Letters(string lower) =>
        lower.Replace('@', 'a').Replace('4', 'a').Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('$', 's').Replace('5', 's').Replace('7', 't');

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var symbol in text.Where(char.IsLetterOrDigit))
        {
            plain.Append(char.ToLowerInvariant(symbol));
        }

        return plain.ToString();
    }

    private static string[] WithReverse(params string[] sequences) => [.. sequences, .. sequences.Select(sequence => new string([.. sequence.Reverse()]))];
}
