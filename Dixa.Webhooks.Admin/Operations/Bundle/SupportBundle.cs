using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Operations.Status;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Operations.Bundle;

/// <summary>
/// Writes what someone who helps with a problem needs, as a zip file: what the System page shows, the settings, and the last lines of the log. Nothing
/// in it is secret or about a person.
/// </summary>
public sealed partial class SupportBundle(
    ApplicationQueries application,
    ProcessQueries processes,
    QueueQueries queue,
    StoreQueries store,
    JobQueries jobs,
    MailQueries mail,
    WarningQueries warnings,
    SettingList settings,
    RecentLog log,
    AuditLog audit,
    IDbContextFactory<WebhooksDbContext> contexts,
    TimeProvider time,
    ILogger<SupportBundle> logger)
{
    private const string Contents = """
        Support bundle of Dixa Webhooks

        system.json, system.txt      what the page Settings > System shows, twice: for programs and for people
        settings.json, settings.txt  the settings of the process that wrote this, with their defaults
        log.txt                      the last lines of its log, at most 2,000

        Secrets, passwords, tokens, header values and e-mail addresses are masked. Of URLs only the host is left.
        There are no payloads and no responses. Names of webhooks and IP addresses are in the log.
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Records the download. Call it before the first byte is written.</summary>
    /// <returns>False if the actor is not an administrator.</returns>
    public async Task<bool> BeginAsync(Actor actor, CancellationToken cancel)
    {
        if (!actor.MayManage)
        {
            return false;
        }

        try
        {
            await audit.RecordAsync(actor, AuditTarget.Application, new Activity.SupportBundleDownloaded(), cancel);
        }
        catch (Exception error) when (StoreErrors.IsDatabaseError(error))
        {
            // It is needed most while the store fails.
            Log.NotRecorded(logger, actor.Id, error.Message);
        }

        return true;
    }

    /// <summary>Writes the bundle. A part that cannot be read is replaced by the error.</summary>
    /// <param name="output">Need not be seekable.</param>
    /// <param name="words">The text of a warning.</param>
    /// <param name="cancel">Ends the download.</param>
    public async Task WriteAsync(Stream output, Func<SystemWarning, string> words, CancellationToken cancel)
    {
        var system = new JsonObject
        {
            ["writtenAt"] = time.GetUtcNow().ToString("u", CultureInfo.InvariantCulture),
            ["application"] = await PartAsync(async () => await application.ReadAsync(cancel)),
            ["warnings"] = await PartAsync(async () => (await warnings.ReadAsync(cancel)).Select(warning => new { Kind = warning.GetType().Name, Text = words(warning) })),
            ["processes"] = await PartAsync(async () => await processes.ListAsync(cancel)),
            ["queue"] = await PartAsync(async () => await queue.ReadAsync(cancel)),
            ["store"] = await PartAsync(async () => await store.ReadAsync(cancel)),
            ["recurringJobs"] = await PartAsync(() => Task.FromResult<object>(jobs.Read())),
            ["mail"] = await PartAsync(async () => await mail.ReadAsync(cancel)),
        };
        var values = JsonSerializer.SerializeToNode(settings.All, Json);
        var mask = new BundleMask(settings.SecretValues.Concat(await SecretsAsync(cancel)));

        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await AddAsync(zip, "README.txt", [Contents], mask, cancel);
        await AddAsync(zip, "system.json", [system.ToJsonString(Json)], mask, cancel);
        await AddAsync(zip, "system.txt", [BundleText.Of(system)], mask, cancel);
        await AddAsync(zip, "settings.json", [values!.ToJsonString(Json)], mask, cancel);
        await AddAsync(zip, "settings.txt", settings.All.Select(Line), mask, cancel);
        await AddAsync(zip, "log.txt", log.Read(), mask, cancel);
    }

    private static string Line(SettingInForce setting) =>
        $"{setting.Name} = {(setting.Value.Length == 0 ? "(none)" : setting.Value)}{(setting.Differs ? $"   (default: {(setting.Default.Length == 0 ? "none" : setting.Default)})" : "")}";

    private static async Task<JsonNode?> PartAsync(Func<Task<object>> read)
    {
        try
        {
            return JsonSerializer.SerializeToNode(await read(), Json);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The bundle matters most when something does not work.
            return new JsonObject { ["error"] = error.Message };
        }
    }

    private async Task AddAsync(ZipArchive zip, string name, IEnumerable<string> lines, BundleMask mask, CancellationToken cancel)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = time.GetUtcNow();
        await using var stream = await entry.OpenAsync(cancel);
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        foreach (var line in lines)
        {
            await text.WriteLineAsync(mask.Hide(line).AsMemory(), cancel);
        }
    }

    /// <summary>
    /// The secrets and header values of all webhooks. If the store cannot be read, those that only it has are not known; the log has none of them by rule.
    /// </summary>
    private async Task<IReadOnlyList<string>> SecretsAsync(CancellationToken cancel)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var webhooks = await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes()
                .Select(webhook => new { webhook.Secret, webhook.PreviousSecret, webhook.Authorization, webhook.Headers }).ToListAsync(cancel);
            return
            [
                .. webhooks.SelectMany(webhook => new[] { webhook.Secret.Reveal(), webhook.PreviousSecret?.Reveal() }
                    .Concat(BundleSecrets.Of(webhook.Authorization))
                    .Concat(webhook.Headers.Select(header => header.Value))
                    .OfType<string>()),
            ];
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return [];
        }
    }

    private static partial class Log
    {
        // Without the exception, which would count as one more error of the store.
        [LoggerMessage(2110, LogLevel.Warning, "Failed to add the download of a support bundle by person {PersonId} to the audit log. {Reason}")]
        public static partial void NotRecorded(ILogger logger, Guid personId, string reason);
    }
}
