namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>What a conversation is about, in the words of those who hold it. <c>{0}</c> stands for an order's number.</summary>
/// <param name="Subject">The subject of a mail or form.</param>
/// <param name="Queue">The queue's name that it belongs into.</param>
/// <param name="Tag">The tag that an agent gives it.</param>
/// <param name="Question">What the end user writes first.</param>
/// <param name="Note">What an agent notes for colleagues.</param>
/// <param name="Answer">What the agent answers.</param>
/// <param name="Reply">What the end user says to that.</param>
/// <param name="Solution">The agent's last words.</param>
/// <param name="Afterwards">What the end user writes when it is not over after all.</param>
/// <param name="Score">The rating, from 1 to 5.</param>
/// <param name="Comment">What the end user says of the rating.</param>
internal sealed record DemoStory(
    string Subject,
    string Queue,
    string Tag,
    string Question,
    string Note,
    string Answer,
    string Reply,
    string Solution,
    string Afterwards,
    int Score,
    string Comment);
