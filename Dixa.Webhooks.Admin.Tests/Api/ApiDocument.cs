using System.Collections.Concurrent;
using System.Text.Json;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>The OpenAPI document, and which parts of it were seen. An undocumented response fails the test.</summary>
internal sealed class ApiDocument(JsonElement root)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    private readonly ConcurrentDictionary<(string Operation, string Status), bool> _seen = new();

    public JsonElement Root { get; } = root;

    /// <summary>Operation and status of each response so far.</summary>
    public IReadOnlyCollection<(string Operation, string Status)> Seen => [.. _seen.Keys];

    public IEnumerable<(string Path, string Method, JsonElement Operation)> Operations =>
        from path in Root.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where Methods.Contains(operation.Name)
        select (path.Name, operation.Name, operation.Value);

    public static async Task<ApiDocument> ReadAsync(TestApp app) =>
        new(JsonElement.Parse(await app.Client.GetByteArrayAsync("/openapi/v1.json", TestContext.Current.CancellationToken)));

    public void Check(string method, string pathAndQuery, int status, string? mediaType, string body)
    {
        var path = pathAndQuery.Split('?')[0];
        if (Find(method, path) is not { } operation)
        {
            Assert.True(status is 404 or 405, $"{method} {path} gets {status} and is not in the document.");
            return;
        }

        var name = operation.GetProperty("operationId").GetString()!;
        var responses = operation.GetProperty("responses");
        Assert.True(responses.TryGetProperty(status.ToString(System.Globalization.CultureInfo.InvariantCulture), out var response), $"{name} does not document {status}: {body}");
        _seen[(name, status.ToString(System.Globalization.CultureInfo.InvariantCulture))] = true;
        if (!response.TryGetProperty("content", out var content))
        {
            Assert.Equal("", body);
            return;
        }

        Assert.Equal("application/json; charset=utf-8", mediaType);
        Assert.Empty(Errors(content.GetProperty("application/json").GetProperty("schema"), JsonElement.Parse(body)));
    }

    public IReadOnlyList<string> Errors(JsonElement schema, JsonElement value) => [.. new SchemaCheck(Root).Check(schema, value, "$")];

    private JsonElement? Find(string method, string path) => Operations
        .Where(operation => operation.Method.Equals(method, StringComparison.OrdinalIgnoreCase) && Fits(operation.Path, path))
        .OrderBy(operation => operation.Path.Count(letter => letter == '{'))
        .Select(operation => (JsonElement?)operation.Operation)
        .FirstOrDefault();

    private static bool Fits(string template, string path)
    {
        var (wanted, given) = (template.Split('/'), path.Split('/'));
        return wanted.Length == given.Length && wanted.Zip(given).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));
    }
}
