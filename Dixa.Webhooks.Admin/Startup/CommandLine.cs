using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Storage.Copying;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>The command line: a few options, whose names ignore case, and settings in the forms that ASP.NET Core reads.</summary>
internal sealed class CommandLine
{
    /// <summary>Short for the settings that start the demo with the application, in any environment; <c>--demo=false</c> has no effect.</summary>
    private static readonly Option<string?> Demo = new("--demo")
    {
        Description = "Starts the demo with the application. --demo=false has no effect.",
        HelpName = "true|false",
        Validators =
        {
            option =>
            {
                if (option.GetValueOrDefault<string?>() is var text && !bool.TryParse(text, out _))
                {
                    option.AddError($"--demo is \"{text}\". It must be --demo, --demo=true or --demo=false.");
                }
            },
        },
    };

    private static readonly Option<string?> Migrate = WithValue(
        MigrateStoreOption.Name,
        "file",
        MigrateStoreOption.Description,
        MigrateStoreOption.Missing);

    private static readonly Option<string?> Backup = WithValue(
        BackupCommand.Option,
        "file",
        "Writes a backup of the store to this new file, and exits. The application may be running.",
        $"{BackupCommand.Option} needs the file to write, for example {BackupCommand.Option} webhooks.tar.gz.");

    private static readonly Option<string?> Restore = WithValue(
        RestoreCommand.Option,
        "file",
        "Replaces the store by this backup, keeps what was there, and exits. The application must be stopped.",
        $"{RestoreCommand.Option} needs the backup to restore, for example {RestoreCommand.Option} webhooks.tar.gz.");

    private static readonly Option<string?> ResetPassword = WithValue(
        ResetPasswordCommand.Option,
        "e-mail",
        "Prints a link with which this person can set a new password, and exits.",
        $"{ResetPasswordCommand.Option} needs the person's e-mail address, for example {ResetPasswordCommand.Option} ada@example.com.");

    private static readonly Option<bool> VerifyAuditLog = new(VerifyAuditCommand.Option)
    {
        Description = "Checks that no row of the audit log was changed, removed or inserted, and exits. The exit code is 1 if one was.",
        Arity = ArgumentArity.Zero,
    };

    private static readonly Option<bool> Version = new("--version") { Description = "Prints the version, and exits.", Action = new PrintVersion() };

    /// <summary>Words that may come first. The parser does not know them, because it would find them among the values of settings too.</summary>
    private static readonly (string Name, string Description)[] Commands =
    [
        (ConfigCommand.Name, "Prints all settings in force without secrets, and where each was set."),
        (DoctorCommand.Name, "Checks the store, the keys, the clock, the disk, the mail server, the reverse proxy and the limits. Changes nothing. The exit code is 1 if there is an error."),
        (HealthCommand.Name, $"Asks the process on this machine for {AppRoutes.Alive}. The exit code is 0 if it is healthy."),
    ];

    /// <summary>Everything that is not an option.</summary>
    private static readonly Argument<string[]> Others = new("settings")
    {
        Description = "Settings as --Section:Key=value, for example --Dispatch:Workers=4 or --urls http://localhost:5080. They win over environment variables (Dispatch__Workers=4) and appsettings.json.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly ParserConfiguration AsTyped = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private readonly ParseResult _result;

    private readonly string? _command;

    private CommandLine(ParseResult result, string? command) => (_result, _command) = (result, command);

    /// <summary>The settings, for the configuration.</summary>
    public string[] Settings =>
    [
        .. bool.TryParse(_result.GetValue(Demo), out var isOn) && isOn ? [$"--{SandboxOptions.Section}:{nameof(SandboxOptions.Enabled)}=true", $"--{SandboxOptions.Section}:{nameof(SandboxOptions.Demo)}={DemoMode.AtStart}"] : Array.Empty<string>(),
        .. _result.GetValue(Others) ?? [],
    ];

    /// <summary>The file or connection string of the store to copy; null without the option.</summary>
    public string? MigrateFrom => _result.GetValue(Migrate);

    /// <summary>The file to write a backup to; null without the option.</summary>
    public string? BackupTo => _result.GetValue(Backup);

    /// <summary>The backup to restore; null without the option.</summary>
    public string? RestoreFrom => _result.GetValue(Restore);

    /// <summary>The e-mail address of the person whose password to reset; null without the option.</summary>
    public string? ResetPasswordFor => _result.GetValue(ResetPassword);

    public bool VerifiesAudit => _result.GetValue(VerifyAuditLog);

    public bool PrintsConfig => _command is ConfigCommand.Name;

    public bool ChecksInstallation => _command is DoctorCommand.Name;

    public bool AsksForHealth => _command is HealthCommand.Name;

    /// <summary>What is wrong with an option, and what is allowed.</summary>
    public IReadOnlyList<string> Errors =>
    [
        .. _command is null || Commands.Any(known => known.Name == _command) ? Array.Empty<string>() : [$"{_command} is not a command. The commands are {string.Join(", ", Commands.Select(known => known.Name))}."],
        .. _result.Errors.Select(error => error.Message),
    ];

    /// <summary>Whether to print the help text or the version instead of starting.</summary>
    public bool IsQuestion => _result.Action is HelpAction or PrintVersion;

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var root = new RootCommand("""
            Dixa Webhooks, a webhook service with a web interface.

            The settings and their defaults are described in docs/configuration.md, and everything else in README.md.
            """) { Others, Demo, Backup, Restore, Migrate, ResetPassword, VerifyAuditLog };
        root.Options.Remove(root.Options.Single(option => option is VersionOption));
        root.Options.Add(Version);
        root.Options.Single(option => option is HelpOption).Description = "Prints this text, and exits.";
        root.Directives.Clear();
        var command = args is [var first, ..] && !IsSetting(first) ? first.ToLowerInvariant() : null;
        if (command is not null)
        {
            args = [.. args.Skip(1)];
        }

        return new CommandLine(root.Parse([.. Normalized(args, [.. root.Options.Select(option => option.Name)])], AsTyped), command);
    }

    /// <summary>Prints the help text or the version, and returns the exit code.</summary>
    public Task<int> WriteAsync(TextWriter output)
    {
        foreach (var (name, description) in Commands)
        {
            _result.RootCommandResult.Command.Subcommands.Add(new Command(name, description));
        }

        return _result.InvokeAsync(new InvocationConfiguration { Output = output });
    }

    /// <summary>
    /// Writes the options in lower case and --demo with its value. The parser distinguishes case, and would take a setting after --demo for
    /// its value.
    /// </summary>
    private static IEnumerable<string> Normalized(IReadOnlyList<string> args, string[] options)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var parts = args[i].Split('=', 2);
            if (Array.Find(options, option => option.Equals(parts[0], StringComparison.OrdinalIgnoreCase)) is not { } name)
            {
                yield return args[i];
                continue;
            }

            yield return name;
            if (parts.Length > 1)
            {
                yield return parts[1];
            }
            else if (name == Demo.Name)
            {
                yield return i + 1 < args.Count && !IsSetting(args[i + 1]) ? args[++i] : bool.TrueString;
            }
        }
    }

    private static bool IsSetting(string argument) => argument is "" or ['-' or '/', ..] || argument.Contains('=', StringComparison.Ordinal);

    private static Option<string?> WithValue(string name, string value, string description, string missing) => new(name)
    {
        Description = description,
        HelpName = value,
        Arity = ArgumentArity.ZeroOrOne,
        Validators =
        {
            option =>
            {
                if (option.GetValueOrDefault<string?>() is not { } given || string.IsNullOrWhiteSpace(given) || given is ['-', ..])
                {
                    option.AddError(missing);
                }
            },
        },
    };

    /// <summary>Prints the version, whatever else is on the command line.</summary>
    private sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"Dixa Webhooks {AppVersion.Current}");
            return 0;
        }
    }
}
