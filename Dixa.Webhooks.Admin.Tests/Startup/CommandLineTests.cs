using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Configuration;

namespace Dixa.Webhooks.Admin.Startup;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--demo")]
    [InlineData("--demo", "--urls", "http://localhost:1")]
    [InlineData("--urls", "http://localhost:1", "--demo")]
    [InlineData("--Demo", "--urls", "http://localhost:1")]
    [InlineData("--DEMO=True", "--urls", "http://localhost:1")]
    [InlineData("--demo", "urls=http://localhost:1")]
    [InlineData("--demo", "/urls", "http://localhost:1")]
    [InlineData("--demo=true")]
    [InlineData("--urls", "http://localhost:1", "--demo", "true")]
    public void Demo_sets_the_settings_of_a_running_demo_and_keeps_the_next_argument(params string[] args)
    {
        var line = CommandLine.Parse(args);

        var configuration = Configuration(line);
        var options = configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>()!;
        Assert.Empty(line.Errors);
        Assert.Equal((true, DemoMode.AtStart, true), (options.Enabled, options.Demo, options.OffersDemo));
        Assert.Equal(args.Length > 2 || args is [_, ['u', ..]] ? "http://localhost:1" : null, configuration["urls"]);
        Assert.Empty(SettingsCheck.Errors(configuration));
    }

    [Theory]
    [InlineData("--demo=false")]
    [InlineData("--Demo", "False")]
    public void Demo_has_no_effect_if_it_is_false(params string[] args)
    {
        var line = CommandLine.Parse([.. args, "--urls", "http://localhost:1"]);

        Assert.Empty(line.Errors);
        Assert.Equal(["--urls", "http://localhost:1"], line.Settings);
    }

    [Theory]
    [InlineData("yes", "--demo=yes")]
    [InlineData("", "--demo=")]
    [InlineData("off", "--urls", "http://localhost:1", "--DEMO", "off")]
    public void Demo_accepts_no_other_value(string value, params string[] args) =>
        Assert.Equal([$"--demo is \"{value}\". It must be --demo, --demo=true or --demo=false."], CommandLine.Parse(args).Errors);

    [Theory]
    [InlineData("data/webhooks.db", "--migrate-store", "data/webhooks.db")]
    [InlineData("/srv/webhooks.db", "--migrate-store", "/srv/webhooks.db")]
    [InlineData("data/webhooks.db", "--migrate-store=data/webhooks.db")]
    [InlineData("Data Source=a.db", "--Migrate-Store", "Data Source=a.db")]
    [InlineData("Data Source=a.db", "--migrate-store=Data Source=a.db")]
    [InlineData(null)]
    public void Migrate_store_has_the_database_to_copy(string? source, params string[] args)
    {
        var line = CommandLine.Parse([.. args, "--Storage:Provider=PostgreSql"]);

        Assert.Empty(line.Errors);
        Assert.Equal(source, line.MigrateFrom);
        Assert.Equal(["--Storage:Provider=PostgreSql"], line.Settings);
    }

    [Theory]
    [InlineData("--migrate-store")]
    [InlineData("--migrate-store=")]
    [InlineData("--migrate-store", "--demo")]
    [InlineData("--migrate-store", "--Storage:Provider=PostgreSql")]
    public void Migrate_store_needs_a_database(params string[] args) =>
        Assert.Equal(["--migrate-store needs the SQLite database to copy, for example --migrate-store data/webhooks.db."], CommandLine.Parse(args).Errors);

    [Theory]
    [InlineData("backup.tar.gz", null, "--backup", "backup.tar.gz")]
    [InlineData("/srv/backup.tar.gz", null, "--Backup=/srv/backup.tar.gz")]
    [InlineData(null, "backup.tar.gz", "--restore", "backup.tar.gz")]
    [InlineData(null, null, "--Storage:SnapshotBeforeUpgrade=false")]
    public void Backup_and_restore_have_a_file(string? backup, string? restore, params string[] args)
    {
        var line = CommandLine.Parse(args);

        Assert.Empty(line.Errors);
        Assert.Equal((backup, restore), (line.BackupTo, line.RestoreFrom));
    }

    [Theory]
    [InlineData("--backup needs the file to write, for example --backup webhooks.tar.gz.", "--backup")]
    [InlineData("--restore needs the backup to restore, for example --restore webhooks.tar.gz.", "--restore", "--demo")]
    public void Without_a_file_they_are_refused(string error, params string[] args) => Assert.Equal([error], CommandLine.Parse(args).Errors);

    [Theory]
    [InlineData("ada@example.com", "--reset-password", "ada@example.com")]
    [InlineData("ada@example.com", "--reset-password=ada@example.com")]
    [InlineData("ada@example.com", "--Reset-Password", "ada@example.com")]
    [InlineData(null)]
    public void Reset_password_has_an_e_mail_address(string? email, params string[] args)
    {
        var line = CommandLine.Parse([.. args, "--Urls=http://localhost:1"]);

        Assert.Empty(line.Errors);
        Assert.Equal(email, line.ResetPasswordFor);
        Assert.Equal(["--Urls=http://localhost:1"], line.Settings);
    }

    [Theory]
    [InlineData("--reset-password")]
    [InlineData("--reset-password=")]
    [InlineData("--reset-password", "--demo")]
    public void Reset_password_needs_an_e_mail_address(params string[] args) =>
        Assert.Equal(["--reset-password needs the person's e-mail address, for example --reset-password ada@example.com."], CommandLine.Parse(args).Errors);

    [Theory]
    [InlineData("Dispatch:Workers", "4", "--Dispatch:Workers=4")]
    [InlineData("Dispatch:Workers", "4", "--Dispatch:Workers", "4")]
    [InlineData("Dispatch:Workers", "4", "Dispatch:Workers=4")]
    [InlineData("Dispatch:Workers", "4", "/Dispatch:Workers=4")]
    [InlineData("Dispatch:Workers", "4", "/Dispatch:Workers", "4")]
    [InlineData("Storage:ConnectionString", "Host=db;Database=a=b", "--Storage:ConnectionString=Host=db;Database=a=b")]
    [InlineData("Organization:Name", "@file", "--Organization:Name", "@file")]
    [InlineData("Organization:Name", "", "--Organization:Name=")]
    [InlineData("demos", "x", "--demos", "x", "demo")]
    [InlineData("Sandbox:Demo", "Off", "--urls=http://localhost:1", "Sandbox:Demo=Off")]
    public void Settings_do_not_change(string key, string value, params string[] args)
    {
        var line = CommandLine.Parse(args);

        Assert.Empty(line.Errors);
        Assert.False(line.IsQuestion);
        Assert.Equal(args, line.Settings);
        Assert.Equal(value, Configuration(line)[key]);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--Urls=http://localhost:1", "--VERSION")]
    [InlineData("--demo=maybe", "--version")]
    public async Task Version_is_shown_whatever_else_is_on_the_command_line(params string[] args)
    {
        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$", AppVersion.Current);
        Assert.Equal((0, $"Dixa Webhooks {AppVersion.Current}"), await OutputAsync(args));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--Help", "--demo=maybe")]
    [InlineData("-h")]
    [InlineData("-?")]
    public async Task Help_names_every_option_the_form_of_settings_and_the_documentation(params string[] args)
    {
        var (code, text) = await OutputAsync(args);

        Assert.Equal(0, code);
        Assert.All(
            ["config", "doctor", "health", "--demo", "--backup <file>", "--restore <file>", "--migrate-store <file>", "--reset-password <e-mail>", "--verify-audit", "--version", "--help", "--Section:Key=value", "docs/configuration.md", "README.md"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("config", true, false, false)]
    [InlineData("Config", true, false, false)]
    [InlineData("doctor", false, true, false)]
    [InlineData("health", false, false, true)]
    public void A_command_comes_first_and_settings_follow_it(string command, bool config, bool doctor, bool health)
    {
        var line = CommandLine.Parse([command, "--Dispatch:Workers=4", "--Organization:Name", "doctor"]);

        Assert.Empty(line.Errors);
        Assert.Equal((config, doctor, health), (line.PrintsConfig, line.ChecksInstallation, line.AsksForHealth));
        Assert.Equal(["--Dispatch:Workers=4", "--Organization:Name", "doctor"], line.Settings);
        Assert.Equal("doctor", Configuration(line)["Organization:Name"]);
    }

    [Fact]
    public void A_misspelled_command_does_not_start_the_application() =>
        Assert.Equal(["doctro is not a command. The commands are config, doctor, health."], CommandLine.Parse(["doctro"]).Errors);

    private static async Task<(int Code, string Text)> OutputAsync(string[] args)
    {
        var line = CommandLine.Parse(args);
        Assert.True(line.IsQuestion);
        await using var output = new StringWriter();
        var code = await line.WriteAsync(output);
        return (code, output.ToString().Trim());
    }

    private static IConfiguration Configuration(CommandLine line) => new ConfigurationBuilder().AddCommandLine(line.Settings).Build();
}
