using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Architecture;

/// <summary>Text is plain English: words that nobody would say are in no source file, document or setting. Extend the list when another one appears.</summary>
public sealed partial class WordListTests
{
    private static readonly string[] Extensions = [".cs", ".razor", ".js", ".css", ".md", ".json", ".csproj", ".props", ".targets", ".txt", ".conf", ".yml", ".editorconfig", ""];

    private static readonly string[] Skipped = ["bin", "obj", ".git", "Migrations", "data", "node_modules"];

    [Fact]
    public async Task Text_has_no_word_of_the_list()
    {
        var found = new List<string>();
        foreach (var file in Files(new DirectoryInfo(Repository.Root)).Where(file => file.Name != $"{nameof(WordListTests)}.cs"))
        {
            // The names of tests are sentences, too.
            var text = (await File.ReadAllTextAsync(file.FullName, TestContext.Current.CancellationToken)).Replace('_', ' ');
            found.AddRange(Words().Matches(text).Select(word => $"{Path.GetRelativePath(Repository.Root, file.FullName)}: {word.Value}"));
        }

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("drawn anew")]
    [InlineData("Whoever reaches it")]
    [InlineData("so many events")]
    [InlineData("the address of today")]
    [InlineData("as it stands on the wire")]
    public void A_word_of_the_list_is_found(string text) => Assert.Matches(Words(), text);

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(file => Extensions.Contains(file.Extension))
            .Concat(folder.EnumerateDirectories().Where(inner => !Skipped.Contains(inner.Name)).SelectMany(Files));

    [GeneratedRegex(@"\b(?:anew|afresh|at present|of today|beside\b|meanwhile|so many|whoever|is told|are told|stands\b(?! for)|lies\b|bears?\b|pumps?\b|leftovers?\b|gets at the|tells? nothing|goes on\b|colours?\b|behaviours?\b|leans? on|misspelt|comes? about|came about|what came of|has its turn|goes by|knows nothing|put to rest|by itself|lost its footing|fares?\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
