namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>The texts of a conversation. <c>{0}</c> is replaced with an order number.</summary>
/// <param name="Subject">The subject of an e-mail or form.</param>
/// <param name="Queue">The name of the queue.</param>
/// <param name="Tag">The tag that an agent adds.</param>
/// <param name="Question">The end user's first message.</param>
/// <param name="Note">The agent's internal note.</param>
/// <param name="Answer">The agent's first message.</param>
/// <param name="Reply">The end user's reply.</param>
/// <param name="Solution">The agent's last message.</param>
/// <param name="Afterwards">The end user's message if the conversation is reopened.</param>
/// <param name="Score">The rating, from 1 to 5.</param>
/// <param name="Comment">The end user's comment on the rating.</param>
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
