using System.Collections.Concurrent;
using System.Diagnostics;
using Dixa.Webhooks.Admin.Components.Webhooks.Verification;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The programs of the Verify tab, each in its own folder and compiled if necessary. Prepared on first use.</summary>
public sealed class SnippetPrograms : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dixa-webhooks-verify-");
    private readonly ConcurrentDictionary<string, Lazy<Task<string[]>>> _prepared = new();

    /// <summary>Prepares a program, so that no request expires while it is compiled. Skips the test when the language is not installed.</summary>
    public Task PrepareAsync(string language) => CommandAsync(language);

    /// <summary>Runs a program as a user who copied it would. A null header passes no argument.</summary>
    public async Task<ProgramEnd> RunAsync(string language, string secret, string? header, byte[] body) =>
        await StartAsync([.. await CommandAsync(language), .. header is null ? Array.Empty<string>() : [header]], secret, body);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task<string[]> CommandAsync(string language) =>
        _prepared.GetOrAdd(language, slug => new Lazy<Task<string[]>>(() => PrepareAsync(Snippet.Find(slug)))).Value;

    /// <summary>Writes the program to a file, compiles it, and returns the command that runs it.</summary>
    private async Task<string[]> PrepareAsync(Snippet snippet)
    {
        var file = Path.Combine(_folder.FullName, snippet.File);
        await File.WriteAllTextAsync(file, snippet.Code);
        switch (snippet.Slug)
        {
            case "csharp":
                // Without ahead-of-time compilation, nothing needs to be downloaded.
                await CompileAsync(DotnetHost.Path, "build", file, "-p:PublishAot=false", "--disable-build-servers", "-o", Path.Combine(_folder.FullName, "csharp"));
                return [DotnetHost.Path, Path.Combine(_folder.FullName, "csharp", "verify.dll")];
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
        throw new InvalidOperationException("A skipped test does not continue.");
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

        // Variables that the build of the tests has set would affect the compiler.
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
            // The program exited before it read all of its input.
        }

        await process.WaitForExitAsync();
        return new ProgramEnd((await output).Trim(), (await errors).Trim(), process.ExitCode);
    }
}

/// <summary>The exit code and the output of a program.</summary>
public sealed record ProgramEnd(string Output, string Errors, int ExitCode);
