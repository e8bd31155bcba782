namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>A program that verifies a request, in one programming language. The page shows the file in this folder unchanged.</summary>
/// <param name="Slug">The name in URLs.</param>
/// <param name="Language">The language's display name.</param>
/// <param name="File">The name of the embedded file.</param>
/// <param name="RawBody">How to get the exact bytes of the body. Most mistakes happen here.</param>
public sealed record Snippet(string Slug, string Language, string File, string RawBody)
{
    public static IReadOnlyList<Snippet> All { get; } =
    [
        new("csharp", "C#", "verify.cs", "In ASP.NET Core, copy Request.Body into a MemoryStream. A bound parameter has already been parsed."),
        new("java", "Java", "Verify.java", "In a servlet, read request.getInputStream().readAllBytes(). In Spring, use a @RequestBody byte[] parameter."),
        new("node", "Node.js", "verify.mjs", "In Express, add express.raw({ type: 'application/json' }) to the route. Then req.body is a Buffer."),
        new("python", "Python", "verify.py", "In Flask, use request.get_data(); in Django, request.body; in FastAPI, await request.body()."),
        new("php", "PHP", "verify.php", "Use file_get_contents('php://input'); in Laravel, $request->getContent()."),
        new("ruby", "Ruby", "verify.rb", "In Rails, use request.raw_post; in Rack and Sinatra, request.body.read."),
        new("go", "Go", "verify.go", "In a handler, call io.ReadAll(r.Body) before anything decodes the body."),
    ];

    /// <summary>The program's source. It contains no secret: it reads the secret from an environment variable.</summary>
    public string Code { get; } = Read(File);

    /// <summary>The language with this name in the URL; the first one when there is none.</summary>
    public static Snippet Find(string? slug) => All.FirstOrDefault(snippet => string.Equals(snippet.Slug, slug, StringComparison.OrdinalIgnoreCase)) ?? All[0];

    private static string Read(string file)
    {
        using var stream = typeof(Snippet).Assembly.GetManifestResourceStream($"Verification/{file}")
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
