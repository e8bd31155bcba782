using System.Text.RegularExpressions;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A fenced block of a document.</summary>
/// <param name="File">The document, relative to the repository.</param>
/// <param name="Language">The language of the fence, for example <c>sh</c>.</param>
/// <param name="Text">The block without its fences.</param>
internal sealed partial record DocumentBlock(string File, string Language, string Text)
{
    public string FirstLine => Text.Split('\n')[0];

    /// <summary>The blocks of these languages in every document, in order.</summary>
    public static IReadOnlyList<DocumentBlock> Read(params IReadOnlyList<string> languages) =>
    [
        .. from file in Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Order().Prepend(Path.Combine(Repository.Root, "README.md"))
           from Match block in Fence().Matches(System.IO.File.ReadAllText(file))
           where languages.Contains(block.Groups["language"].Value)
           select new DocumentBlock(Path.GetRelativePath(Repository.Root, file), block.Groups["language"].Value, block.Groups["text"].Value),
    ];

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
