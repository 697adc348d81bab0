using MethodBot.Dialogs.Compilation;

namespace MethodBot.Host.Transcripts;

/// <summary>A set of dialogs with a change in one file, as a methodist makes it in an editor.</summary>
internal static class DialogEdit
{
    /// <exception cref="TranscriptException">There is no one such file or place in it, or the changed set has faults.</exception>
    public static DialogSet Apply(DialogSet dialogs, Directive.Edit edit)
    {
        var (changed, faults) = dialogs.Change(ChangeFile(dialogs, edit));
        return changed ?? throw new TranscriptException($"с этой правкой в диалогах ошибки:\n{string.Join('\n', faults)}");
    }

    /// <summary>The changed file alone, whatever its faults.</summary>
    /// <exception cref="TranscriptException">There is no one such file or place in it.</exception>
    public static DialogFile ChangeFile(DialogSet dialogs, Directive.Edit edit)
    {
        var file = FindFile(dialogs, edit.File);
        var text = file.Text.ReplaceLineEndings("\n");
        var place = text.IndexOf(edit.Before, StringComparison.Ordinal);
        if (place < 0)
            throw new TranscriptException($"в файле {file.Path} нет слов «{edit.Before}».");
        if (text.IndexOf(edit.Before, place + 1, StringComparison.Ordinal) >= 0)
            throw new TranscriptException($"слова «{edit.Before}» стоят в файле {file.Path} не один раз. Возьмите и то, что рядом.");
        return file with { Text = text[..place] + edit.After + text[(place + edit.Before.Length)..] };
    }

    private static DialogFile FindFile(DialogSet dialogs, string name)
    {
        var wanted = name.Replace('\\', '/');
        List<DialogFile> all = [.. dialogs.Files, dialogs.TextsFile];
        // Paths begin with the folder of dialogs itself.
        var exact = all.Find(file => file.Path[(file.Path.IndexOf('/', StringComparison.Ordinal) + 1)..] == wanted);
        if (exact is not null)
            return exact;
        var found = all.FindAll(file => file.Path.EndsWith('/' + wanted, StringComparison.Ordinal));
        return found switch
        {
            [var only] => only,
            [] => throw new TranscriptException($"нет файла {name}. Есть: {string.Join(", ", all.Select(file => file.Path))}."),
            _ => throw new TranscriptException($"файлов {name} несколько: {string.Join(", ", found.Select(file => file.Path))}. Назовите с папкой."),
        };
    }
}
