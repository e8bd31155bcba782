using System.Collections.Concurrent;
using System.Diagnostics;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>The programs of the Verify tab, in a folder of their own and compiled where their language wants that. Prepared when first asked for.</summary>
public sealed class SnippetPrograms : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dixa-webhooks-verify-");
    private readonly ConcurrentDictionary<string, Lazy<Task<string[]>>> _prepared = new();

    /// <summary>Makes a program ready to run, so that no request grows old while it is compiled. Skips the test when its language is not there.</summary>
    public Task PrepareAsync(string language) => CommandAsync(language);

    /// <summary>Runs a program as a reader would who copied it.</summary>
    /// <param name="language">Its slug.</param>
    /// <param name="secret">What the environment holds.</param>
    /// <param name="header">The argument; null for none.</param>
    /// <param name="body">What is put in.</param>
    public async Task<ProgramEnd> RunAsync(string language, string secret, string? header, byte[] body) =>
        await StartAsync([.. await CommandAsync(language), .. header is null ? Array.Empty<string>() : [header]], secret, body);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task<string[]> CommandAsync(string language) =>
        _prepared.GetOrAdd(language, slug => new Lazy<Task<string[]>>(() => PrepareAsync(Snippet.Find(slug)))).Value;

    /// <summary>Writes the program down, compiles it, and answers what runs it.</summary>
    private async Task<string[]> PrepareAsync(Snippet snippet)
    {
        var file = Path.Combine(_folder.FullName, snippet.File);
        await File.WriteAllTextAsync(file, snippet.Code);
        switch (snippet.Slug)
        {
            case "csharp":
                // Without ahead-of-time compilation nothing has to be downloaded.
                await CompileAsync(AppProcess.DotnetHost(), "build", file, "-p:PublishAot=false", "--disable-build-servers", "-o", Path.Combine(_folder.FullName, "csharp"));
                return [AppProcess.DotnetHost(), Path.Combine(_folder.FullName, "csharp", "verify.dll")];
            case "java":
                await CompileAsync(await FindAsync(new("default-jdk-headless", "javac")), "-d", _folder.FullName, file);
                return [await FindAsync(new("default-jdk-headless", "java")), "-cp", _folder.FullName, "Verify"];
            case "go":
                await CompileAsync(await FindAsync(new("golang-go", "go")), "build", "-o", Path.Combine(_folder.FullName, "go-verify"), file);
                return [Path.Combine(_folder.FullName, "go-verify")];
            case "node":
                return [await FindAsync(new("nodejs", "node")), file];
            case "python":
                return [await FindAsync(new("python3", "python3")), file];
            case "php":
                return [await FindAsync(new("php-cli", "php")), file];
            case "ruby":
                return [await FindAsync(new("ruby", "ruby")), file];
            default:
                throw new ArgumentOutOfRangeException(nameof(snippet), snippet.Slug, "Nothing here runs this language.");
        }
    }

    private static async Task<string> FindAsync(InstalledProgram program)
    {
        if (await program.FindOrInstallAsync() is { } found)
        {
            return found;
        }

        Assert.Skip($"There is no {program.Names[0]}. This installs it: {program.InstallCommand}");
        throw new InvalidOperationException("A skipped test does not go on.");
    }

    private async Task CompileAsync(params string[] command)
    {
        var end = await StartAsync(command, secret: "", body: []);
        Assert.True(end.ExitCode == 0, end.Output + end.Errors);
    }

    private async Task<ProgramEnd> StartAsync(string[] command, string secret, byte[] body)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };

        // What the tests' own build has set would reach the compiler.
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["WEBHOOK_SECRET"] = secret;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(body);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of it.
        }

        await process.WaitForExitAsync();
        return new ProgramEnd((await output).Trim(), (await errors).Trim(), process.ExitCode);
    }
}

/// <summary>How a program ended, and what it said.</summary>
public sealed record ProgramEnd(string Output, string Errors, int ExitCode);
