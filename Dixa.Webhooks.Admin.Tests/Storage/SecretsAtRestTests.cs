using System.Text;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage;

public class SecretsAtRestTests : StoreTest
{
    [Fact]
    public async Task No_secret_and_no_header_value_is_readable_in_the_files()
    {
        var basic = await Store.CreateWebhookAsync(draft =>
        {
            (draft.AuthorizationKind, draft.Username, draft.Password) = (AuthorizationKind.Basic, "username-hunter2", "password-hunter2");
            draft.Headers = [new HeaderDraft { Name = "X-Api-Key", Value = "value-hunter2" }];
        });
        var bearer = await Store.CreateWebhookAsync(draft => (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, "token-hunter2"));
        await Store.Changes.EditAsync(
            Actors.Administrator, bearer, 1, Drafts.With(draft => (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, "second-hunter2")), Cancel);

        var previous = (await Store.WebhookAsync(basic)).Secret;
        await Store.Changes.RotateSecretAsync(Actors.Administrator, basic, 1, TimeSpan.FromHours(1), Cancel);
        Assert.Equal(previous.Reveal(), (await Store.WebhookAsync(basic)).PreviousSecret?.Reveal());

        var files = await FilesAsync();
        Assert.All([Encoding.UTF8.GetBytes(previous.Reveal()), previous.Key.ToArray()], text => Assert.DoesNotContain(files, file => file.AsSpan().IndexOf(text) >= 0));

        // Finding the name shows that the search would find the secrets too.
        Assert.Contains(files, file => file.AsSpan().IndexOf("CRM updates"u8) >= 0);
        foreach (var id in new[] { basic, bearer })
        {
            var secret = (await Store.WebhookAsync(id)).Secret;
            Assert.All(
                ["hunter2"u8.ToArray(), Encoding.UTF8.GetBytes(secret.Reveal()), secret.Key.ToArray(), Encoding.Unicode.GetBytes("hunter2"), Base64("username-hunter2:password-hunter2")],
                text => Assert.DoesNotContain(files, file => file.AsSpan().IndexOf(text) >= 0));
        }
    }

    private static byte[] Base64(string text) => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    protected virtual async Task<IReadOnlyList<byte[]>> FilesAsync()
    {
        var contents = new List<byte[]>();
        foreach (var path in Directory.GetFiles(Store.Folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new MemoryStream();
            await file.CopyToAsync(content, Cancel);
            contents.Add(content.ToArray());
        }

        return contents;
    }
}

[OnPostgres]
public sealed class SecretsAtRestTestsOnPostgres : SecretsAtRestTests
{
    /// <summary>The rows of each table as text, without the keys, which anyone with the database has too.</summary>
    protected override async Task<IReadOnlyList<byte[]>> FilesAsync()
    {
        await using var context = await Store.ContextAsync();
        var tables = await context.Database.SqlQueryRaw<string>("SELECT tablename AS \"Value\" FROM pg_tables WHERE schemaname = 'public'").ToListAsync(Cancel);
        var contents = new List<byte[]>();
        foreach (var table in tables)
        {
#pragma warning disable EF1002 // The names are the database's own.
            contents.AddRange((await context.Database.SqlQueryRaw<string>($"SELECT row_to_json(t)::text AS \"Value\" FROM \"{table}\" t").ToListAsync(Cancel)).Select(Encoding.UTF8.GetBytes));
#pragma warning restore EF1002
        }

        return contents;
    }
}
