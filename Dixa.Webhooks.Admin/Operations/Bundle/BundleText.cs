using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dixa.Webhooks.Admin.Operations.Bundle;

/// <summary>JSON as indented lines, for people.</summary>
internal static class BundleText
{
    public static string Of(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    WriteMember(text, name, value, depth);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    WriteMember(text, "-", item, depth);
                }

                break;
        }
    }

    private static void WriteMember(StringBuilder text, string name, JsonNode? value, int depth)
    {
        text.Append(' ', depth * 2).Append(name);
        if (name != "-")
        {
            text.Append(':');
        }

        switch (value)
        {
            case JsonObject { Count: > 0 } or JsonArray { Count: > 0 }:
                text.AppendLine();
                Write(text, value, depth + 1);
                break;
            case JsonArray or JsonObject:
                text.AppendLine(" none");
                break;
            default:
                text.AppendLine(CultureInfo.InvariantCulture, $" {Scalar(value)}");
                break;
        }
    }

    private static string Scalar(JsonNode? value) => value switch
    {
        null => "none",
        _ when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
