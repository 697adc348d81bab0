using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.Events;
using MethodBot.Service.Exports;

namespace MethodBot.Service.Festivals;

/// <summary>What an organiser does with a festival: nominations, age groups and the closing date; the works and their list.</summary>
internal sealed class FestivalOrganizing(FestivalReminders reminders)
{
    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int MaxOptions = 40;
    private const int MaxName = 100;

    public static ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("festivals.entries", ["event"]), Roles.Staff, (turn, arguments) => Organizing.Find(turn, arguments) is { } row
            ? FestivalTable.ReadAll(turn.Transaction.Connection, row.Id).Select(entry => ToItem(turn, entry)) : []),
    ];

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Changing("festivals.define", Roles.Staff, ["event", "nominations", "closes"], ["ages"], ["ok", "faulty", "late", "gone"], Define),
        DialogAction.Changing("festivals.copy", Roles.Staff, ["event", "from"], [], ["ok", "none"], Copy),
        DialogAction.Reading("festivals.numbers", Roles.Staff, ["event"], ["some", "none", "gone"], Numbers, ("text", AnswerType.Text)),
        DialogAction.Reading("festivals.send_list", Roles.Staff, ["event"], ["ok", "gone"], SendList),
    ];

    private ActionOutcome Define(TurnContext turn, ActionCall call)
    {
        if (Organizing.Find(turn, call.Arguments) is not { Kind: EventKinds.Festival } row)
            return ActionOutcome.Of("gone", changed: false);
        var nominations = Lines(call.Arguments["nominations"]);
        var ages = Lines(call.Arguments.GetValueOrDefault("ages"));
        if (nominations.Count is 0 or > MaxOptions || ages.Count > MaxOptions || nominations.Concat(ages).Any(name => name.Length > MaxName))
            return ActionOutcome.Of("faulty", changed: false);
        if (call.Arguments["closes"].Date is not { } last || last < turn.Today || last > turn.Clock.DateOf(DateTimeOffset.FromUnixTimeMilliseconds(row.EndsAt)))
            return ActionOutcome.Of("late", changed: false);
        var closes = turn.Clock.At(last.AddDays(1), TimeOnly.MinValue);
        FestivalTable.Define(turn.Transaction, row.Id, closes, nominations, ages, turn.Now);
        reminders.Plan(turn, row.Id, closes);
        return ActionOutcome.Of("ok");
    }

    /// <summary>Nominations and age groups of an earlier festival; works are taken until the new one begins.</summary>
    private ActionOutcome Copy(TurnContext turn, ActionCall call)
    {
        var connection = turn.Transaction.Connection;
        if (Organizing.Find(turn, call.Arguments) is not { Kind: EventKinds.Festival } row
            || !long.TryParse(call.Arguments["from"].Key, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || FestivalTable.ReadNominations(connection, from) is not { Count: > 0 } nominations)
        {
            return ActionOutcome.Of("none", changed: false);
        }

        var closes = turn.Clock.At(turn.Clock.DateOf(DateTimeOffset.FromUnixTimeMilliseconds(row.StartsAt)), TimeOnly.MinValue);
        FestivalTable.Define(
            turn.Transaction, row.Id, closes, nominations.Select(option => option.Name), FestivalTable.ReadAges(connection, from).Select(option => option.Name), turn.Now);
        reminders.Plan(turn, row.Id, closes);
        return ActionOutcome.Of("ok");
    }

    private static ActionOutcome Numbers(TurnContext turn, ActionCall call)
    {
        if (Organizing.Find(turn, call.Arguments) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        var entries = FestivalTable.ReadAll(turn.Transaction.Connection, row.Id);
        var lines = entries.GroupBy(entry => entry.Age is null ? entry.Nomination : $"{entry.Nomination}, {entry.Age}", StringComparer.Ordinal)
            .Select(group => turn.Texts.Plain(FestivalTexts.NumberLine, ("nomination", Answer.OfText(group.Key)), ("count", Answer.OfNumber(group.Count()))));
        var total = turn.Texts.Plain(
            FestivalTexts.NumbersTotal,
            ("count", Answer.OfNumber(entries.Count)),
            ("organizations", Answer.OfNumber(entries.Select(entry => entry.Organization).OfType<string>().Distinct(StringComparer.Ordinal).Count())));
        return ActionOutcome.Of(entries.Count == 0 ? "none" : "some", changed: false).With("text", string.Join('\n', lines.Prepend(total)));
    }

    private static ActionOutcome SendList(TurnContext turn, ActionCall call)
    {
        if (Organizing.Find(turn, call.Arguments) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        using var sheet = new MemoryStream();
        TableWriter.Write(EntryExport.Read(turn.Transaction.Connection, turn.Clock, row.Id), ExportFormat.Xlsx, sheet);
        turn.Send(turn.Chat, new OutboundMessage
        {
            Text = turn.Texts.Rich(FestivalTexts.ListFile, ("title", Answer.OfText(row.Title))),
            Attachments = [turn.AddFile($"festival-{row.Id}.xlsx", SheetType, sheet.ToArray())],
        });
        return ActionOutcome.Of("ok", changed: false);
    }

    private static List<string> Lines(Answer? text) =>
        [.. (text?.Text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    private static ListItem ToItem(TurnContext turn, EntryRow entry)
    {
        var label = turn.Texts.Plain(FestivalTexts.OrganizerItem, ("title", Answer.OfText(entry.Title)), ("organization", Answer.OfText(entry.Organization ?? entry.Authors)));
        return new ListItem(entry.Id.ToString(CultureInfo.InvariantCulture), label, SearchText.Index(label, entry.Authors, entry.Nomination));
    }
}
