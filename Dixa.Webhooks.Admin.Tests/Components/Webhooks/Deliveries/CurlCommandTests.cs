using System.Diagnostics;
using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Runs the command in a shell, with a fake curl that records its arguments.</summary>
public sealed class CurlCommandTests
{
    private const string Shell = "/bin/sh";

    /// <summary>Prints each argument followed by NUL, then standard input if the body is read from there.</summary>
    private const string WritesDown = """
        curl() { for argument in "$@"; do printf '%s\0' "$argument"; done; case "$*" in *'--data-binary @-') cat;; esac; }

        """;

    private static readonly IReadOnlyList<HeaderLine> Headers =
    [
        Line("Host", "crm.example"), Line("X-DIXA-SIGNATURE", "t=1,v1=aa"), Line("Authorization", Mask.Text), Line("X-It's", Mask.Text), Line("Content-Type", "application/json"), Line("Content-Length", "2"),
    ];

    public static TheoryData<string> Nasty =>
    [
        "{}",
        """{"a":"it's","b":"'","c":"''"}""",
        """{"a":"'; touch /tmp/owned; '","b":"$(id)","c":"`id`","d":"$HOME ${HOME} %s %n"}""",
        """{"a":"back\\slash \\' \" \\"}""",
        """{"a":"!! ! #~*?[]{}|&;<>()"}""",
        "{\n\t\"a\" : \"Größe 🎉 \u2028\",\n\n\"b\":1.0e5 }\n",
        "@/etc/passwd",
        "-H x",
    ];

    public static TheoryData<string> NotForAnArgument => ["{\r\n\"a\":\"it's\" }\r\n", $$"""{"text":"{{new string('é', 200_000)}}'"}"""];

    [Theory]
    [MemberData(nameof(Nasty))]
    public async Task The_payload_reaches_curl_byte_for_byte(string payload)
    {
        var arguments = await RunAsync(CurlCommand.Of("https://crm.example/", [], Encoding.UTF8.GetBytes(payload)));

        Assert.Equal(["-X", "POST", "https://crm.example/", "--data-raw", payload, ""], arguments);
    }

    [Theory]
    [MemberData(nameof(Nasty))]
    public async Task The_data_part_alone_is_the_payload(string payload)
    {
        var command = CurlCommand.Of("https://crm.example/", [], Encoding.UTF8.GetBytes(payload));
        var data = command[(command.IndexOf("--data-raw ", StringComparison.Ordinal) + "--data-raw ".Length)..];

        Assert.Equal(payload, await OutputAsync($"printf %s {data}"));
    }

    [Theory]
    [MemberData(nameof(NotForAnArgument))]
    public async Task A_body_that_does_not_fit_an_argument_is_piped(string payload)
    {
        var arguments = await RunAsync(CurlCommand.Of("https://crm.example/", [], Encoding.UTF8.GetBytes(payload)));

        Assert.Equal(["--data-binary", "@-", payload], arguments[^3..]);
    }

    [Fact]
    public async Task Url_and_headers_are_words_of_their_own_and_what_is_masked_is_a_placeholder()
    {
        var arguments = await RunAsync(CurlCommand.Of("https://crm.example/a?b='$(id)'&c=*", Headers, "{}"u8));

        Assert.Equal(
            [
                "-X", "POST", "https://crm.example/a?b='$(id)'&c=*", "-H", "X-DIXA-SIGNATURE: t=1,v1=aa", "-H", "Authorization: <Authorization>", "-H", "X-It's: <X-It's>",
                "-H", "Content-Type: application/json", "--data-raw", "{}", "",
            ],
            arguments);
    }

    private static HeaderLine Line(string name, string value) => new(name, Encoding.UTF8.GetBytes(value));

    private static async Task<string[]> RunAsync(string command) => (await OutputAsync(WritesDown.ReplaceLineEndings("\n") + command)).Split('\0');

    private static async Task<string> OutputAsync(string script)
    {
        Assert.SkipUnless(File.Exists(Shell), $"There is no {Shell} here.");
        var start = new ProcessStartInfo(Shell)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var shell = Process.Start(start)!;
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.StandardInput.WriteAsync(script);
        shell.StandardInput.Close();
        return await output;
    }
}
