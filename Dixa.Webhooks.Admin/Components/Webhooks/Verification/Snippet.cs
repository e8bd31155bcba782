namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>How to verify a request in one language: a small program, shown as it stands in the file beside this one.</summary>
/// <param name="Slug">In the address.</param>
/// <param name="Language">As its users call it.</param>
/// <param name="File">What the file is called; its text is embedded.</param>
/// <param name="RawBody">How to get at the exact bytes of a body, which is where most go wrong.</param>
public sealed record Snippet(string Slug, string Language, string File, string RawBody)
{
    public static IReadOnlyList<Snippet> All { get; } =
    [
        new("csharp", "C#", "verify.cs", "In ASP.NET Core copy Request.Body into a MemoryStream; a bound parameter has been parsed already."),
        new("java", "Java", "Verify.java", "In a servlet read request.getInputStream().readAllBytes(); in Spring take a @RequestBody byte[]."),
        new("node", "Node.js", "verify.mjs", "In Express put express.raw({ type: 'application/json' }) before the route; then req.body is the Buffer."),
        new("python", "Python", "verify.py", "In Flask take request.get_data(), in Django request.body, in FastAPI await request.body()."),
        new("php", "PHP", "verify.php", "Take file_get_contents('php://input'), in Laravel $request->getContent()."),
        new("ruby", "Ruby", "verify.rb", "In Rails take request.raw_post, in Rack and Sinatra request.body.read."),
        new("go", "Go", "verify.go", "In a handler take io.ReadAll(r.Body) before anything decodes it."),
    ];

    /// <summary>The program's text, which holds no secret: it takes one from its environment.</summary>
    public string Code { get; } = Read(File);

    /// <summary>The language that an address names; the first when it names none of them.</summary>
    public static Snippet Find(string? slug) => All.FirstOrDefault(snippet => string.Equals(snippet.Slug, slug, StringComparison.OrdinalIgnoreCase)) ?? All[0];

    private static string Read(string file)
    {
        using var stream = typeof(Snippet).Assembly.GetManifestResourceStream($"Verification/{file}")
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
