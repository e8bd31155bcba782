using System.Text.RegularExpressions;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A fenced block of a document.</summary>
/// <param name="File">The document, relative to the repository.</param>
/// <param name="Language">The language of the fence, for example <c>sh</c>.</param>
/// <param name="Text">The block without its fences.</param>
internal sealed partial record DocumentBlock(string File, string Language, string Text)
{
    /// <summary>The documents, relative to the repository: README first, then those next to it, then those under <c>docs</c>.</summary>
    public static IReadOnlyList<string> Documents { get; } =
    [
        "README.md",
        .. from file in Directory.GetFiles(Repository.Root, "*.md").Order(StringComparer.Ordinal)
                .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
           let name = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
           where name != "README.md"
           select name,
    ];

    public string FirstLine => Text.Split('\n')[0];

    /// <summary>The blocks of these languages in every document, in order.</summary>
    public static IReadOnlyList<DocumentBlock> Read(params IReadOnlyList<string> languages) =>
    [
        .. from document in Documents
           from Match block in Fence().Matches(ReadDocument(document))
           where languages.Contains(block.Groups["language"].Value)
           select new DocumentBlock(document, block.Groups["language"].Value, block.Groups["text"].Value),
    ];

    /// <summary>The text of a document.</summary>
    public static string ReadDocument(string document) => System.IO.File.ReadAllText(Path.Combine(Repository.Root, document));

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
