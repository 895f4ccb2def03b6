"""Commands and options; `main` is the only exit point.

Each command parses, calls and shows. Everything heavy is imported inside the
function that uses it, because it is on the way of every start; a test keeps
it so.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from fitcheck import __version__
from fitcheck.cli.completion import (
    offer_check_ins,
    offer_help,
    offer_jots,
    offer_places,
    offer_questionnaires,
    offer_questions,
    offer_subjects,
)
from fitcheck.cli.completion import prepare as prepare_completion
from fitcheck.errors import ExitCode, FitcheckError, Paused, UsageError
from fitcheck.texts import PROGRAM, say_error
from fitcheck.vocabulary import Export, Format, Meeting, Reader, Shell, Stage

if TYPE_CHECKING:
    from fitcheck.cli.context import Context
    from fitcheck.env import Env

PLAIN = "--plain"
NO_PLAIN = "--no-plain"


class Group(TyperGroup):
    """Commands, each listed with its whole sentence at any width."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """List them."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, one.get_short_help_str(LONGEST)) for name, one in self.commands.items()]
            )


LONGEST = 1000
"""Letters of a sentence about a command; Typer alone would cut it to one line."""

app = typer.Typer(
    name="fitcheck",
    cls=Group,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="A private check-in on the relationship between you and your therapist. "
    "Nothing leaves this computer.",
    epilog="For example: fitcheck assess --quick. "
    "--plain and --no-plain work for every command, before or after it. "
    "If you are not safe right now: call your local emergency number. "
    "The command `learn help` lists who can help.",
)
questions_app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="The questions: look through them, check your own.",
    epilog="For example: fitcheck questions list",
)
app.add_typer(questions_app, name="questions")
data_app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Your stored data: where it is, lock, copy, forget.",
    epilog="For example: fitcheck data where",
)
app.add_typer(data_app, name="data")

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


def _clean_label(label: str | None) -> str | None:
    from fitcheck.questions.clean import clean_label

    return None if label is None else clean_label(label)


TherapistOption = Annotated[
    str | None,
    typer.Option(
        "--therapist",
        metavar="LABEL",
        callback=_clean_label,
        help="Which therapist. What you type here stays in your shell's history.",
    ),
]
ChecklistOption = Annotated[
    Path | None,
    typer.Option("--checklist", metavar="FILE", help="Ask the questions of your own file too."),
]

ForceOption = Annotated[
    bool, typer.Option("--force", help="Replace the file that -o names, if it is there.")
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

STAGE_HELP = (
    "looking: before the first session. first-sessions: one to four so far. "
    "established: five or more. long-term: about a year or more. "
    "ending: thinking of a pause or an end, or it has ended."
)


def refuse(contradicts: bool, key: str) -> None:
    """Refuse options that contradict each other or would do nothing: none is ignored."""
    if contradicts:
        raise UsageError(key)


def _refuse_unfit(
    stage: Stage | None,
    only: list[str] | None,
    *,
    everything: bool,
    quick: bool,
    checklist: Path | None,
) -> None:
    """Refuse what does not go together in what is asked."""
    refuse(sum((bool(only), everything, quick)) > 1, "options.only-all-quick")
    narrowed = bool(only) or quick or checklist is not None
    refuse(stage is Stage.LOOKING and narrowed, "options.looking-asks-all")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"fitcheck {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def menu(
    call: typer.Context,
    plain: Annotated[
        bool, typer.Option(PLAIN, help="Plain text, line by line, for example for a screen reader.")
    ] = False,
    no_plain: Annotated[
        bool, typer.Option(NO_PLAIN, help="The drawn screen again, from now on.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-V",
            callback=_show_version,
            is_eager=True,
            help="Show the version and leave.",
        ),
    ] = False,
) -> None:
    """Show a short menu of what makes sense now."""
    del version  # Handled before anything else.
    refuse(plain and no_plain, "options.plain-or-not")
    call.meta[PLAIN], call.meta[NO_PLAIN] = plain, no_plain
    if call.invoked_subcommand is None:
        from fitcheck.cli.menu import run

        with _sitting(call) as context:
            code = run(context)
        raise typer.Exit(code)


def _context(call: typer.Context) -> "Context":
    from fitcheck.cli.context import Context

    context = Context(
        env=call.obj, plain_by_name=call.meta[PLAIN], drawn_by_name=call.meta[NO_PLAIN]
    )
    context.forget_plain()
    return context


@contextmanager
def _sitting(call: typer.Context) -> Iterator["Context"]:
    context = _context(call)
    with context.sitting():
        yield context


@app.command(epilog="For example: fitcheck assess --stage established --quick")
def assess(
    call: typer.Context,
    stage: Annotated[Stage | None, typer.Option(metavar="STAGE", help=STAGE_HELP)] = None,
    only: OnlyOption = None,
    everything: AllOption = False,
    quick: QuickOption = False,
    meeting: MeetingOption = None,
    therapist: TherapistOption = None,
    answers: Annotated[
        Path | None,
        typer.Option(metavar="FILE|-", help="Take the answers from a file, and ask nothing."),
    ] = None,
    save: Annotated[bool, typer.Option("--save", help="Keep this check-in.")] = False,
    no_save: Annotated[bool, typer.Option("--no-save", help="Keep nothing.")] = False,
    fresh: Annotated[
        bool,
        typer.Option("--fresh", help="Begin anew; a paused check-in is set aside, not lost."),
    ] = False,
    checklist: ChecklistOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE|-", help="Write the note for the session here."
        ),
    ] = None,
    force: ForceOption = False,
    json: JsonOption = False,
    private: PrivateOption = False,
) -> None:
    """Take a check-in."""
    from fitcheck.checkin.setup import CheckInOptions
    from fitcheck.cli.assess import assess as take
    from fitcheck.cli.destination import NOTES, by_ending, destination
    from fitcheck.cli.options import Order

    _refuse_unfit(stage, only, everything=everything, quick=quick, checklist=checklist)
    refuse(save and no_save, "options.save-or-not")
    refuse(fresh and answers is not None, "options.fresh-and-answers")
    refuse(private and not json, "options.private-needs-json")
    refuse(json and str(output) == "-", "options.one-output")
    order = Order(
        wishes=CheckInOptions(
            stage=stage,
            meeting=meeting,
            therapist=therapist,
            only=tuple(only or ()),
            everything=everything,
            quick=quick,
        ),
        answers=answers,
        save=True if save else False if no_save else None,
        fresh=fresh,
        checklist=checklist,
        output=destination(output, by_ending(output, NOTES), force=force),
        json=json,
        private=private,
    )
    with _sitting(call) as context:
        code = take(context, order)
    raise typer.Exit(code)


@app.command(epilog="For example: fitcheck show previous")
def show(
    call: typer.Context,
    checkin: CheckInArgument = "latest",
    json: JsonOption = False,
    private: PrivateOption = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Every answer and every reason, on several screens.")
    ] = False,
) -> None:
    """Show a check-in on one screen: where the five points stand, and what stands out."""
    from fitcheck.cli.results import show_check_in

    refuse(private and not json, "options.private-needs-json")
    refuse(everything and json, "options.all-or-json")
    show_check_in(_context(call), checkin, json=json, private=private, everything=everything)


@app.command(epilog="For example: fitcheck report -o note.html --open")
def report(
    call: typer.Context,
    checkin: CheckInArgument = "latest",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE|-", help="Write it here; - writes it to the screen."
        ),
    ] = None,
    to: Annotated[
        Format | None,
        typer.Option(help="What to write; without it the ending of FILE decides, else Markdown."),
    ] = None,
    reader: Annotated[
        Reader,
        typer.Option("--for", help="session: only what you chose. me: everything, with reasons."),
    ] = Reader.SESSION,
    open_it: Annotated[
        bool, typer.Option("--open", help="Open the file when it is written; needs -o.")
    ] = False,
    force: ForceOption = False,
    private: Annotated[
        bool,
        typer.Option("--private", help="With --for me: also your page of the separate questions."),
    ] = False,
) -> None:
    """Make the note: one page for the session, or everything for you."""
    from fitcheck.cli.destination import NOTES, by_ending, destination
    from fitcheck.cli.results import Wanted, report_check_in

    place = destination(output, to or by_ending(output, NOTES), force=force)
    refuse(open_it and not place.is_file, "options.open-needs-file")
    refuse(private and reader is not Reader.ME, "options.private-needs-me")
    wanted = Wanted(output=place, reader=reader, open=open_it, private=private)
    with _sitting(call) as context:
        report_check_in(context, checkin, wanted)


@app.command(epilog="For example: fitcheck history --json")
def history(
    call: typer.Context,
    therapist: TherapistOption = None,
    json: JsonOption = False,
) -> None:
    """Show all check-ins over time, per therapist."""
    from fitcheck.cli.history import show_history

    show_history(_context(call), therapist=therapist, json=json)


@app.command(epilog="For example: fitcheck compare 1 latest")
def compare(
    call: typer.Context,
    earlier: Annotated[
        str | None,
        typer.Argument(
            metavar="[EARLIER]",
            autocompletion=offer_check_ins,
            help="latest, previous, a number counted from the oldest, or an id; "
            "without it, the one before with the same therapist.",
        ),
    ] = None,
    later: Annotated[
        str | None,
        typer.Argument(
            metavar="[LATER]",
            autocompletion=offer_check_ins,
            help="The same; without it, the latest.",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show what moved between two check-ins and what did not."""
    from fitcheck.cli.history import show_changes

    show_changes(_context(call), earlier, later, json=json)


@app.command(epilog="For example: fitcheck topics")
def topics(call: typer.Context, json: JsonOption = False) -> None:
    """Say what came of the topics that are open."""
    from fitcheck.cli.results import close_topics

    with _sitting(call) as context:
        close_topics(context, json=json)


@app.command(epilog='For example: fitcheck jot "He looked at the clock when I cried."')
def jot(
    call: typer.Context,
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="[TEXT|-]",
            help="The thought; without it you are asked. - reads it from the input. "
            "What you type here stays in your shell's history.",
        ),
    ] = None,
    list_them: Annotated[
        bool, typer.Option("--list", help="Show the thoughts that are open.")
    ] = False,
    instead_of: Annotated[
        str,
        typer.Option(
            "--instead-of", metavar="ID", autocompletion=offer_jots, help="Say this thought anew."
        ),
    ] = "",
    therapist: TherapistOption = None,
    json: JsonOption = False,
) -> None:
    """Write down a thought for next time."""
    from fitcheck.cli import jot as thoughts

    if list_them:
        refuse(text is not None or bool(instead_of or therapist), "options.list-alone")
        thoughts.show_jots(_context(call), json=json)
    else:
        refuse(json, "options.json-needs-list")
        with _sitting(call) as context:
            thoughts.jot(context, text, therapist=therapist or "", instead_of=instead_of)


@app.command(epilog="For example: fitcheck calendar 2030-01-31")
def calendar(
    call: typer.Context,
    day: Annotated[
        datetime | None,
        typer.Argument(
            formats=["%Y-%m-%d"],
            metavar="[DAY]",
            help="As in 2030-01-31; without one, four weeks from the last check-in.",
        ),
    ] = None,
    title: Annotated[
        str,
        typer.Option(
            metavar="WORDS",
            help="What your calendar should say; without it, words that say nothing.",
        ),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE|-", help="Write it here; without it, in this folder."
        ),
    ] = None,
    force: ForceOption = False,
) -> None:
    """Make a file for your calendar: when to look again, and not why."""
    from fitcheck.cli.calendar import write_calendar
    from fitcheck.cli.destination import CALENDARS, by_ending, destination

    by_ending(output, CALENDARS)
    write_calendar(
        _context(call), day.date() if day else None, title, destination(output, force=force)
    )


@app.command(epilog="For example: fitcheck learn help canada")
def learn(
    call: typer.Context,
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="[SUBJECT]",
            autocompletion=offer_subjects,
            help="A subject; without one, the list of them.",
        ),
    ] = None,
    place: Annotated[
        str | None,
        typer.Argument(
            metavar="[PLACE]",
            autocompletion=offer_places,
            help="For `learn help`: a country. For `learn say`: what you would say.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="With `learn help`: JSON.")] = False,
) -> None:
    """Read offline: the five points, bringing something up, help by country."""
    from fitcheck.cli.learn import learn_about

    refuse(json and subject != "help", "options.json-needs-help")
    learn_about(_context(call), subject, place, json=json)


@app.command("help", epilog="For example: fitcheck help canada")
def show_help(
    call: typer.Context,
    about: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COMMAND|COUNTRY]", autocompletion=offer_help, help="Help on one of them."
        ),
    ] = None,
) -> None:
    """Say how to use fitcheck, and who can help, by country."""
    from fitcheck.cli.learn import say_how

    words = about or []
    if words and words[0] in COMMANDS:
        raise typer.Exit(_run([*words, "--help"], call.obj))
    say_how(_context(call), " ".join(words) or None)


@app.command(epilog="For example: fitcheck demo --plain")
def demo(call: typer.Context) -> None:
    """Show a made-up check-in, its summary and its note; nothing is kept."""
    from fitcheck.cli.demo import show_demo

    show_demo(_context(call))


@app.command(epilog="For example: fitcheck completion bash >> ~/.bashrc")
def completion(
    call: typer.Context,
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
) -> None:
    """Write what lets a shell complete commands, check-ins and subjects.

    For zsh add it to ~/.zshrc, behind compinit. For fish write it to a file fitcheck.fish in
    ~/.config/fish/completions.
    """
    from fitcheck.cli.completion import script

    call.obj.stdout.write(script(shell))


@questions_app.command(
    "list", epilog="For example: fitcheck questions list --checklist my-questions.yaml"
)
def list_questions(
    call: typer.Context,
    checklist: ChecklistOption = None,
    coverage: Annotated[
        bool,
        typer.Option("--coverage", help="Show which construct is served by which questions."),
    ] = False,
    json: JsonOption = False,
) -> None:
    """List every question."""
    from fitcheck.cli import questions

    refuse(coverage and json, "options.coverage-or-json")
    questions.list_questions(_context(call), checklist, coverage=coverage, json=json)


@questions_app.command(
    "blank", epilog="For example: fitcheck questions blank --stage established -o answers.yaml"
)
def blank(
    call: typer.Context,
    stage: Annotated[Stage, typer.Option(metavar="STAGE", help=STAGE_HELP)] = Stage.ESTABLISHED,
    only: OnlyOption = None,
    everything: AllOption = False,
    quick: QuickOption = False,
    meeting: MeetingOption = None,
    checklist: ChecklistOption = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE|-", help="Write it here.")
    ] = Path("-"),
    force: ForceOption = False,
) -> None:
    """Write an answers file to fill in, for `assess --answers`."""
    from fitcheck.checkin.setup import CheckInOptions
    from fitcheck.cli.destination import ANSWERS, by_ending, destination
    from fitcheck.cli.questions import write_blank

    _refuse_unfit(stage, only, everything=everything, quick=quick, checklist=checklist)
    wishes = CheckInOptions(
        stage=stage,
        meeting=meeting,
        only=tuple(only or ()),
        everything=everything,
        quick=quick,
    )
    by_ending(output, ANSWERS)
    write_blank(_context(call), wishes, checklist, destination(output, force=force))


@questions_app.command("show", epilog="For example: fitcheck questions show could-stop")
def show_question(
    call: typer.Context,
    id: Annotated[
        str,
        typer.Argument(metavar="ID", autocompletion=offer_questions, help="The id of a question."),
    ],
    checklist: ChecklistOption = None,
    json: JsonOption = False,
) -> None:
    """Show everything about one question."""
    from fitcheck.cli import questions

    questions.show_question(_context(call), id, checklist, json=json)


@questions_app.command("lint", epilog="For example: fitcheck questions lint my-questions.yaml")
def lint(
    call: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Your own checklist file.")],
    json: JsonOption = False,
) -> None:
    """Check your own file; tells all mistakes at once, each with its place."""
    from fitcheck.cli.questions import lint_file

    lint_file(_context(call), file, json=json)


@data_app.command("where", epilog="For example: fitcheck data where")
def where(call: typer.Context, json: JsonOption = False) -> None:
    """Say all places where something is kept."""
    from fitcheck.cli import data

    data.where(_context(call), json=json)


@data_app.command("check", epilog="For example: fitcheck data check")
def check(call: typer.Context, json: JsonOption = False) -> None:
    """Look for damaged files and open permissions, and offer to mend them."""
    from fitcheck.cli import data

    data.check(_context(call), json=json)


@data_app.command("lock", epilog="For example: fitcheck data lock")
def lock(call: typer.Context) -> None:
    """Lock everything with a passphrase."""
    from fitcheck.cli import data

    data.lock(_context(call))


@data_app.command("unlock", epilog="For example: fitcheck data unlock")
def unlock(call: typer.Context) -> None:
    """Make everything plain again."""
    from fitcheck.cli import data

    data.unlock(_context(call))


@data_app.command("passphrase", epilog="For example: fitcheck data passphrase")
def passphrase(call: typer.Context) -> None:
    """Change the passphrase."""
    from fitcheck.cli import data

    data.passphrase(_context(call))


@data_app.command("export", epilog="For example: fitcheck data export --csv -o answers.csv")
def export(
    call: typer.Context,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE|-", help="Write it here.")
    ] = Path("-"),
    csv: Annotated[
        bool, typer.Option("--csv", help="One row for each answer; so does a FILE.csv.")
    ] = False,
    force: ForceOption = False,
) -> None:
    """Write everything as JSON, or as CSV, in the clear."""
    from fitcheck.cli import data
    from fitcheck.cli.destination import EXPORTS, by_ending, destination

    kind = by_ending(output, EXPORTS)
    refuse(csv and kind is Export.JSON and bool(output.suffix), "options.csv-or-ending")
    place = destination(output, force=force)
    data.export(_context(call), Export.CSV if csv else kind, place)


@data_app.command("import", epilog="For example: fitcheck data import export.json")
def import_records(
    call: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE|-", help="An export in JSON.")],
) -> None:
    """Take in an export; nothing that is here is overwritten."""
    from fitcheck.cli import data

    data.import_records(_context(call), file)


@data_app.command("forget", epilog="For example: fitcheck data forget latest")
def forget(
    call: typer.Context,
    check_ins: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CHECKIN]...", autocompletion=offer_check_ins, help="Which check-ins."
        ),
    ] = None,
    therapist: TherapistOption = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="All there is; asks for the word.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; not for everything.")] = False,
) -> None:
    """Remove check-ins for good, with all that belongs to them."""
    from fitcheck.cli import data

    data.forget(
        _context(call),
        tuple(check_ins or ()),
        therapist=therapist,
        everything=everything,
        yes=yes,
    )


def main() -> None:
    """Run fitcheck and leave with its exit code."""
    import gc
    import os
    import sys

    # Starting makes many objects and drops none; looking for dropped ones takes a tenth of it.
    gc.set_threshold(50_000)

    from fitcheck.cli.streams import prepare
    from fitcheck.env import Env, forbid_core_files, way_called

    forbid_core_files()

    prepare()
    called = partial(way_called, sys.argv, sys.orig_argv, os.environ.get("PATH"))
    sys.exit(run(sys.argv[1:], Env(called=called)))


def run(arguments: Sequence[str], env: "Env") -> int:
    """Run one command in a world; its exit code. Whatever happens is told as a sentence."""
    from fitcheck.cli.streams import give_up, say_on_stderr

    PROGRAM.set(env.called)
    try:
        code = _run(arguments, env)
        env.stdout.flush()
    except (Paused, KeyboardInterrupt):
        return ExitCode.PAUSED
    except BrokenPipeError:
        # Whoever read our output has gone, as in `| head`; that is no mistake.
        give_up(env.stdout)
        give_up(env.stderr)
        return ExitCode.DONE
    except (FitcheckError, OSError) as error:
        told = _explained(error)
        say_on_stderr(env, _as_asked(told, as_json="--json" in arguments))
        if told.key == "streams.not-written":
            give_up(env.stdout)
        return told.exit_code
    except Exception as bug:
        from fitcheck.cli.crash import told as tell_bug

        said = tell_bug(bug, env).rstrip("\n")
        say_on_stderr(env, _as_json(ExitCode.FAILED, said) if "--json" in arguments else said)
        return ExitCode.FAILED
    return code


def _run(arguments: Sequence[str], env: "Env") -> int:
    """Run one command; its exit code. Raises whatever it raises."""
    from fitcheck.terminal.wrap import columns

    everywhere = [word for word in (PLAIN, NO_PLAIN) if word in arguments]
    wanted = ["--help" if word == "-help" else word for word in arguments]
    wanted = [*everywhere, *(word for word in wanted if word not in everywhere)]
    _require_command(wanted)
    if "_FITCHECK_COMPLETE" in env.variables:
        prepare_completion()
    try:
        # Mistakes in the call come back as exceptions, so that they are told as all others.
        with redirect_stdout(env.stdout):
            came_to = app(
                args=wanted,
                prog_name="fitcheck",
                obj=env,
                standalone_mode=False,
                # Typer's own idea of it never goes below 50.
                terminal_width=columns(env.columns()) - 2,
            )
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):
            raise left.__context__ from None
        return left.code if isinstance(left.code, int) else ExitCode.FAILED
    except typer.Abort:
        return ExitCode.PAUSED
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return _tell_misuse(error, env, as_json="--json" in arguments)
    return came_to if isinstance(came_to, int) else ExitCode.DONE


def _names(group: typer.Typer) -> list[str]:
    named = [one.name or getattr(one.callback, "__name__", "") for one in group.registered_commands]
    return [*named, *(one.name for one in group.registered_groups if isinstance(one.name, str))]


GROUPS = {"questions": _names(questions_app), "data": _names(data_app)}
COMMANDS = frozenset(_names(app))


def _require_command(words: Sequence[str]) -> None:
    """Raise UsageError for a command that there is not, with the nearest one anywhere."""
    named = [word for word in words if not word.startswith("-")]
    if not named:
        return
    if words[0].startswith("-") and words[0] not in (PLAIN, NO_PLAIN):
        return
    group = GROUPS.get(named[0])
    if named[0] not in COMMANDS:
        wanted = named[0]
    elif group is not None and len(named) > 1 and named[1] not in group:
        wanted = named[1]
    else:
        return
    from fitcheck.questions.near import ALIKE, nearest

    known = {inner: f"{name} {inner}" for name, of in GROUPS.items() for inner in of}
    known |= {name: name for name in COMMANDS} | {"version": "--version"}
    if near := nearest(wanted.lower(), list(known), ALIKE):
        raise UsageError("options.near-command", wanted=wanted, command=known[near])
    raise UsageError("options.no-such-command", wanted=wanted)


def _tell_misuse(error: Exception, env: "Env", *, as_json: bool) -> int:
    """Tell a call that the commands cannot take, in the words of the library that reads it."""
    from fitcheck.cli.streams import say_on_stderr

    code = getattr(error, "exit_code", ExitCode.USAGE)
    if as_json:
        say_on_stderr(env, _as_json(code, getattr(error, "format_message")()))  # noqa: B009
    else:
        getattr(error, "show")(file=env.stderr)  # noqa: B009
    return int(code)


def _as_json(code: int, what: str) -> str:
    from fitcheck.cli.errors_as_json import encode_error

    return encode_error(code, what)


def _as_asked(error: FitcheckError, *, as_json: bool) -> str:
    if not as_json:
        return say_error(error)
    from fitcheck.cli.errors_as_json import encode_told

    return encode_told(error)


def _explained(error: FitcheckError | OSError) -> FitcheckError:
    if isinstance(error, FitcheckError):
        return error
    if error.filename is None:
        # Every file of ours is named where the system refuses it.
        return FitcheckError("streams.not-written", reason=error.strerror or error)
    from fitcheck.store.files import explain

    return explain(error)
