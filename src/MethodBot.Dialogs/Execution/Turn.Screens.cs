using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Execution;

/// <summary>Drawing what waits.</summary>
internal sealed partial class Turn
{
    private const int CaptionLength = 60;
    private const int ReviewAnswerLength = 200;

    /// <summary>Of a table every row is to be checked, and none of it are words that somebody wrote at length.</summary>
    private const int ReviewTableLength = 800;

    private void Redraw(bool renew = false)
    {
        var node = CurrentNode()!;
        var screen = new ScreenBuilder(_visit!, _host.MaxButtons, _texts);
        if (_notice is not null)
            screen.Paragraph(_notice, TextStyle.Italic);
        _notice = null;
        if (node is ReviewNode review)
            DrawReview(screen, review);
        else
            DrawQuestion(screen, (AskNode)node);
        _effects.Add(new Effect.Show(screen.Build(), renew));
    }

    private void DrawQuestion(ScreenBuilder screen, AskNode ask)
    {
        var machine = MachineOf(Top)!;
        var (number, total) = Progress(machine, ask);
        if (total > 1)
        {
            screen.Paragraph(machine.SectionOf(ask) is { } section
                ? Rich(TextKeys.Section, ("number", Answer.OfNumber(number)), ("total", Answer.OfNumber(total)), ("section", Answer.OfText(section.Title)))
                : Rich(TextKeys.Progress, ("number", Answer.OfNumber(number)), ("total", Answer.OfNumber(total))));
            screen.Line(ask.Text.Render(ScopeOf(Top), _host.Today));
        }
        else
        {
            screen.Paragraph(ask.Text.Render(ScopeOf(Top), _host.Today));
        }

        if (ask.Menu)
        {
            foreach (var item in _suspended.DistinctBy(CodeOf))
                AddResume(screen, Controls.ResumePrefix + CodeOf(item), _dialogs.Find(item.Dialog) ?? MachineOf(item.Frames[0]));
            // More would drive the menu's own choices from the screen; what is left out is offered when it is opened.
            foreach (var (code, draft) in DraftsToOffer().Take(MaxSuspended - _suspended.Length))
                AddResume(screen, code, draft);
        }
        else
        {
            AddWaysOut(screen, ask);
        }

        ask.Question.Draw(screen, Ask(ask, _visit!));
    }

    private void AddResume(ScreenBuilder screen, string code, Machine? machine)
    {
        if (machine is not null)
            screen.Navigation(code, _texts.Plain(TextKeys.Resume, ("title", Answer.OfText(machine.Title))));
    }

    private void AddWaysOut(ScreenBuilder screen, AskNode ask)
    {
        if (Holding(ask))
        {
            if (!ask.Question.MarksHeld)
                screen.Paragraph(_texts.Rich(TextKeys.CurrentAnswer, ("answer", Answer.OfText(Describe(Top.Answers[ask.Id])))));
        }
        else if (Suggestion(ask, _visit!) is { } suggestion)
        {
            screen.Paragraph(_texts.Rich(TextKeys.Suggested, ("answer", Answer.OfText(Describe(suggestion)))));
        }

        if (Kept(ask, _visit!) is not null)
            screen.Primary(Controls.Keep, _texts.Plain(TextKeys.Keep));

        if (CanGoBack())
            screen.Navigation(Controls.Back, _texts.Plain(TextKeys.Back));
        if (ask.Optional)
            screen.Navigation(Controls.Skip, _texts.Plain(TextKeys.Skip));
        if (MenuIsKnown())
            screen.YieldingNavigation(Controls.Menu, _texts.Plain(TextKeys.Menu));
    }

    // Before the menu was ever reached (consent, profile), its button would only lead here again. A link opens its dialog before
    // the menu, but behind all that.
    private bool MenuIsKnown() => _stack.Count > 1 && MachineOf(_stack[0]) is { } start
        && _stack[0].Path.Select(entry => entry.Step).Append(_stack[0].Step ?? "")
            .Any(step => start.ById.GetValueOrDefault(step) is AskNode { Menu: true } or CallNode { Dialog: Definition.Names.Link });

    private void DrawReview(ScreenBuilder screen, ReviewNode review)
    {
        var machine = MachineOf(Top)!;
        if (_visit!.Editing)
        {
            screen.Paragraph(_texts.Rich(TextKeys.WhatToEdit));
            screen.Navigation(Controls.Review, _texts.Plain(TextKeys.ToReview));
            screen.Choices([.. Editable().Select(ask => (new Choice(Controls.EditPrefix + ask.Id, Caption(ask)), false))]);
            return;
        }

        screen.Paragraph(review.Text.Render(ScopeOf(Top), _host.Today));
        foreach (var entry in Top.Path)
        {
            if (machine.ById.GetValueOrDefault(entry.Step) is AskNode ask && Top.Answers.TryGetValue(ask.Id, out var answer))
            {
                screen.Line(_texts.Rich(
                    TextKeys.ReviewLine, ("question", Answer.OfText(Caption(ask))), ("answer", Answer.OfText(Describe(answer)))));
            }
        }

        screen.Primary(Controls.Send, _texts.Plain(TextKeys.Send));
        if (Editable().Count > 0)
            screen.Navigation(Controls.Edit, _texts.Plain(TextKeys.Edit));
        if (CanGoBack())
            screen.Navigation(Controls.Back, _texts.Plain(TextKeys.Back));
        if (MenuIsKnown())
            screen.YieldingNavigation(Controls.Menu, _texts.Plain(TextKeys.Menu));
    }

    private string Describe(Answer answer)
    {
        if (answer.Skipped)
            return _texts.Plain(TextKeys.NotAnswered);
        var text = AnswerText.Format(answer, _host.Today);
        if (!answer.Files.IsDefaultOrEmpty)
        {
            var files = _texts.Plain(TextKeys.FilesReceived, ("count", Answer.OfNumber(answer.Files.Length)));
            text = text.Length == 0 ? files : $"{text} ({files})";
        }

        return Excerpt.Of(text, answer.Rows.IsDefaultOrEmpty ? ReviewAnswerLength : ReviewTableLength);
    }

    private string Caption(AskNode ask) => ask.Short ?? Excerpt.Of(ask.Text.RenderPlain(ScopeOf(Top), _host.Today), CaptionLength);

    /// <summary>Which question of a questionnaire this is of how many, as far as the answers so far tell; of none in a flow.</summary>
    private (int Number, int Total) Progress(Machine machine, Node current)
    {
        var number = 0;
        var total = 0;
        if (machine.Kind != DialogKind.Questionnaire)
            return (number, total);
        var glance = Glance();
        foreach (var node in machine.Nodes)
        {
            if (node is not AskNode || (node.Index != current.Index && !IsOpen(node, glance)))
                continue;
            total++;
            if (node.Index <= current.Index)
                number = total;
        }

        return (number, total);
    }
}
