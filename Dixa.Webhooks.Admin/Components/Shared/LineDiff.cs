namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Compares two texts line by line.</summary>
public static class LineDiff
{
    /// <summary>The comparison needs the product of the numbers of different lines. Beyond this, all of them are replaced.</summary>
    private const int MaxCells = 4_000_000;

    /// <summary>The lines of both texts, in order, with what was removed before what was added.</summary>
    public static IReadOnlyList<DiffLine> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var start = 0;
        while (start < before.Count && start < after.Count && before[start] == after[start])
        {
            start++;
        }

        var (endBefore, endAfter) = (before.Count, after.Count);
        while (endBefore > start && endAfter > start && before[endBefore - 1] == after[endAfter - 1])
        {
            (endBefore, endAfter) = (endBefore - 1, endAfter - 1);
        }

        return
        [
            .. before.Take(start).Select(text => new DiffLine(DiffKind.Same, text)),
            .. Middle([.. before.Take(endBefore).Skip(start)], [.. after.Take(endAfter).Skip(start)]),
            .. before.Skip(endBefore).Select(text => new DiffLine(DiffKind.Same, text)),
        ];
    }

    private static List<DiffLine> Middle(string[] before, string[] after)
    {
        if ((long)before.Length * after.Length > MaxCells)
        {
            return [.. before.Select(text => new DiffLine(DiffKind.Removed, text)), .. after.Select(text => new DiffLine(DiffKind.Added, text))];
        }

        // The length of the longest common subsequence of the rests of both.
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<DiffLine>();
        var (left, right) = (0, 0);
        while (left < before.Length || right < after.Length)
        {
            if (left < before.Length && right < after.Length && before[left] == after[right])
            {
                lines.Add(new DiffLine(DiffKind.Same, before[left]));
                (left, right) = (left + 1, right + 1);
            }
            else if (right == after.Length || (left < before.Length && common[left + 1, right] >= common[left, right + 1]))
            {
                lines.Add(new DiffLine(DiffKind.Removed, before[left++]));
            }
            else
            {
                lines.Add(new DiffLine(DiffKind.Added, after[right++]));
            }
        }

        return lines;
    }
}

public enum DiffKind
{
    Same,
    Removed,
    Added,
}

/// <summary>A line of one or of both texts.</summary>
public sealed record DiffLine(DiffKind Kind, string Text);
