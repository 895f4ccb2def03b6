"""What the commands take: each argument and each option with its help."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from fitcheck.cli.completion import (
    offer_check_ins,
    offer_help,
    offer_jots,
    offer_places,
    offer_questionnaires,
    offer_questions,
    offer_subjects,
)
from fitcheck.vocabulary import Format, Meeting, Reader, Shell, Stage

PLAIN, NO_PLAIN = "--plain", "--no-plain"


def _clean_label(label: str | None) -> str | None:
    from fitcheck.questions.clean import clean_label

    return None if label is None else clean_label(label)


# Everywhere

PlainOption = Annotated[
    bool, typer.Option(PLAIN, help="Plain text, line by line, for example for a screen reader.")
]
NoPlainOption = Annotated[bool, typer.Option(NO_PLAIN, help="The drawn screen again, from now on.")]
CheckInArgument = Annotated[
    str,
    typer.Argument(
        metavar="CHECKIN",
        autocompletion=offer_check_ins,
        help="latest, previous, a number counted from the oldest, or an id.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON for a program to read.")]
PrivateOption = Annotated[
    bool,
    typer.Option("--private", help="With --json: also what you kept of the separate questions."),
]
TherapistOption = Annotated[
    str | None,
    typer.Option(
        "--therapist",
        metavar="LABEL",
        callback=_clean_label,
        help="Which therapist. What you type here stays in your shell's history.",
    ),
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Replace the file that -o names, if it is there.")
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE|-", help="Write it here; - writes it to the screen."
    ),
]

# What is asked

StageOption = Annotated[
    Stage | None,
    typer.Option(
        metavar="STAGE",
        help="looking: before the first session. first-sessions: one to four so far. "
        "established: five or more. long-term: about a year or more. "
        "ending: thinking of a pause or an end, or it has ended.",
    ),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="QUESTIONNAIRE",
        autocompletion=offer_questionnaires,
        help="Ask one questionnaire in full; may be repeated.",
    ),
]
AllOption = Annotated[bool, typer.Option("--all", help="Ask everything there is for the stage.")]
QuickOption = Annotated[bool, typer.Option("--quick", help="Ask six quick questions; no statuses.")]
MeetingOption = Annotated[
    Meeting | None,
    typer.Option(metavar="HOW", help="How you meet: in-person, video, phone or text."),
]
ChecklistOption = Annotated[
    Path | None,
    typer.Option("--checklist", metavar="FILE", help="Ask the questions of your own file too."),
]

# A check-in, and its note

AnswersOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE|-", help="Take the answers from a file, and ask nothing."),
]
SaveOption = Annotated[bool, typer.Option("--save", help="Keep this check-in.")]
NoSaveOption = Annotated[bool, typer.Option("--no-save", help="Keep nothing.")]
FreshOption = Annotated[
    bool, typer.Option("--fresh", help="Begin anew; a paused check-in is set aside, not lost.")
]
NoteOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE|-", help="Write the note for the session here."),
]
EverythingOption = Annotated[
    bool, typer.Option("--all", help="Every answer and every reason, on several screens.")
]
FormatOption = Annotated[
    Format | None,
    typer.Option(help="What to write; without it the ending of FILE decides, else Markdown."),
]
ReaderOption = Annotated[
    Reader,
    typer.Option("--for", help="session: only what you chose. me: everything, with reasons."),
]
OpenOption = Annotated[
    bool, typer.Option("--open", help="Open the file when it is written; needs -o.")
]
PrivatePageOption = Annotated[
    bool,
    typer.Option("--private", help="With --for me: also your page of the separate questions."),
]

# Looking back, and between check-ins

EarlierArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[EARLIER]",
        autocompletion=offer_check_ins,
        help="latest, previous, a number counted from the oldest, or an id; "
        "without it, the one before with the same therapist.",
    ),
]
LaterArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[LATER]",
        autocompletion=offer_check_ins,
        help="The same; without it, the latest.",
    ),
]
ThoughtArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[TEXT|-]",
        help="The thought; without it you are asked. - reads it from the input. "
        "What you type here stays in your shell's history.",
    ),
]
ListOption = Annotated[bool, typer.Option("--list", help="Show the thoughts that are open.")]
InsteadOption = Annotated[
    str,
    typer.Option(
        "--instead-of", metavar="ID", autocompletion=offer_jots, help="Say this thought anew."
    ),
]
DayArgument = Annotated[
    datetime | None,
    typer.Argument(
        formats=["%Y-%m-%d"],
        metavar="[DAY]",
        help="As in 2030-01-31; without one, four weeks from the last check-in.",
    ),
]
TitleOption = Annotated[
    str,
    typer.Option(
        metavar="WORDS", help="What your calendar should say; without it, words that say nothing."
    ),
]
CalendarOption = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE|-", help="Write it here; without it, in this folder."
    ),
]

# Reading, and help

SubjectArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[SUBJECT]",
        autocompletion=offer_subjects,
        help="A subject; without one, the list of them.",
    ),
]
PlaceArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[PLACE]",
        autocompletion=offer_places,
        help="For `learn help`: a country. For `learn say`: what you would say.",
    ),
]
AboutArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[COMMAND|COUNTRY]", autocompletion=offer_help, help="Help on one of them."
    ),
]
ShellArgument = Annotated[
    Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")
]

# The questions

CoverageOption = Annotated[
    bool, typer.Option("--coverage", help="Show which construct is served by which questions.")
]
QuestionArgument = Annotated[
    str,
    typer.Argument(metavar="ID", autocompletion=offer_questions, help="The id of a question."),
]
OwnFileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="Your own checklist file.")]

# Stored data

CsvOption = Annotated[
    bool, typer.Option("--csv", help="One row for each answer; so does a FILE.csv.")
]
ExportArgument = Annotated[Path, typer.Argument(metavar="FILE|-", help="An export in JSON.")]
CheckInsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[CHECKIN]...", autocompletion=offer_check_ins, help="Which check-ins."),
]
ForgetAllOption = Annotated[
    bool, typer.Option("--everything", help="All there is; asks for the word.")
]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask; not for everything.")]
