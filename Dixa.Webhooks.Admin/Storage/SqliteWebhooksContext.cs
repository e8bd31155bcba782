using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>The store in a SQLite file.</summary>
public sealed class SqliteWebhooksContext(DbContextOptions<SqliteWebhooksContext> options, IDataProtectionProvider protection)
    : WebhooksDbContext(options, protection);
