"""Commands.

Each command parses, calls and shows. Everything heavy is imported inside the
function that uses it, because it is on the way of every start; a test keeps
it so.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from copy import copy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from fitcheck.cli import arguments as take
from fitcheck.cli.arguments import NO_PLAIN, PLAIN
from fitcheck.cli.completion import prepare as prepare_completion
from fitcheck.cli.program import VERSION, tell_version
from fitcheck.errors import ExitCode, UsageError
from fitcheck.vocabulary import Export, Reader, Stage

if TYPE_CHECKING:
    from fitcheck.checkin.setup import CheckInOptions
    from fitcheck.cli.context import Context
    from fitcheck.env import Env

STDOUT = Path("-")


class Group(TyperGroup):
    """Commands, each listed with its whole sentence at any width."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """List all there are; of them only the one that is called is built."""
        with formatter.section("Commands"):
            formatter.write_dl(list(GROUPS[str(self.name)].items()))


group = partial(typer.Typer, cls=Group, rich_markup_mode=None, no_args_is_help=True)
app = group(
    name="fitcheck",
    no_args_is_help=False,
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
questions_app = group(
    help="The questions: look through them, check your own.",
    epilog="For example: fitcheck questions list",
)
data_app = group(
    help="Your stored data: where it is, lock, copy, forget.",
    epilog="For example: fitcheck data where",
)


def refuse(*contradictions: tuple[str, bool]) -> None:
    """Refuse options that contradict each other or would do nothing: none is ignored."""
    for key, contradicts in contradictions:
        if contradicts:
            raise UsageError(key)


def _show_version(call: typer.Context, wanted: bool) -> None:
    if wanted:
        tell_version(call.obj)
        raise typer.Exit


@app.callback(invoke_without_command=True)
def menu(
    call: typer.Context,
    plain: take.PlainOption = False,
    no_plain: take.NoPlainOption = False,
    version: Annotated[
        bool,
        typer.Option(
            *VERSION,
            callback=_show_version,
            is_eager=True,
            help="Show the version and leave.",
        ),
    ] = False,
) -> None:
    """Show a short menu of what makes sense now."""
    del version  # Handled before anything else.
    refuse(("options.plain-or-not", plain and no_plain))
    call.meta[PLAIN], call.meta[NO_PLAIN] = plain, no_plain
    if call.invoked_subcommand is None:
        from fitcheck.cli.menu import open_menu

        raise typer.Exit(open_menu(_context(call)))


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


def _wishes(
    checklist: Path | None,
    *,
    stage: Stage | None,
    only: list[str] | None,
    everything: bool,
    quick: bool,
    **more: Any,
) -> "CheckInOptions":
    """What should be asked. Raises UsageError for what does not go together."""
    from fitcheck.checkin.setup import CheckInOptions

    narrowed = bool(only) or quick or checklist is not None
    refuse(
        ("options.only-all-quick", sum((bool(only), everything, quick)) > 1),
        ("options.looking-asks-all", stage is Stage.LOOKING and narrowed),
    )
    named = tuple(only or ())
    return CheckInOptions(stage=stage, only=named, everything=everything, quick=quick, **more)


@app.command(epilog="For example: fitcheck assess --stage established --quick")
def assess(
    call: typer.Context,
    stage: take.StageOption = None,
    only: take.OnlyOption = None,
    everything: take.AllOption = False,
    quick: take.QuickOption = False,
    meeting: take.MeetingOption = None,
    therapist: take.TherapistOption = None,
    answers: take.AnswersOption = None,
    save: take.SaveOption = False,
    no_save: take.NoSaveOption = False,
    fresh: take.FreshOption = False,
    checklist: take.ChecklistOption = None,
    output: take.NoteOption = None,
    force: take.ForceOption = False,
    json: take.JsonOption = False,
    private: take.PrivateOption = False,
) -> None:
    """Take a check-in."""
    from fitcheck.cli.assess import assess
    from fitcheck.cli.destination import NOTES, destination
    from fitcheck.cli.options import AssessOptions

    wishes = _wishes(
        checklist, stage=stage, only=only, everything=everything, quick=quick,
        meeting=meeting, therapist=therapist,
    )  # fmt: skip
    refuse(
        ("options.save-or-not", save and no_save),
        ("options.fresh-and-answers", fresh and answers is not None),
        ("options.private-needs-json", private and not json),
        ("options.one-output", json and output == STDOUT),
    )
    options = AssessOptions(
        check_in=wishes,
        answers=answers,
        save=True if save else False if no_save else None,
        fresh=fresh,
        checklist=checklist,
        output=destination(output, NOTES, force=force),
        json=json,
        private=private,
    )
    with _sitting(call) as context:
        code = assess(context, options)
    raise typer.Exit(code)


@app.command(epilog="For example: fitcheck show previous")
def show(
    call: typer.Context,
    checkin: take.CheckInArgument = "latest",
    json: take.JsonOption = False,
    private: take.PrivateOption = False,
    everything: take.EverythingOption = False,
) -> None:
    """Show a check-in on one screen: where the five points stand, and what stands out."""
    from fitcheck.cli.show import show_check_in

    refuse(
        ("options.private-needs-json", private and not json),
        ("options.all-or-json", everything and json),
    )
    show_check_in(_context(call), checkin, json=json, private=private, everything=everything)


@app.command(epilog="For example: fitcheck report -o note.html --open")
def report(
    call: typer.Context,
    checkin: take.CheckInArgument = "latest",
    output: take.OutputOption = None,
    to: take.FormatOption = None,
    reader: take.ReaderOption = Reader.SESSION,
    open_it: take.OpenOption = False,
    force: take.ForceOption = False,
    private: take.PrivatePageOption = False,
) -> None:
    """Make the note: one page for the session, or everything for you."""
    from fitcheck.cli.destination import NOTES, destination
    from fitcheck.cli.report import Wanted, report_check_in

    place = destination(output, NOTES, to, force=force)
    refuse(
        ("options.open-needs-file", open_it and not place.is_file),
        ("options.private-needs-me", private and reader is not Reader.ME),
    )
    with _sitting(call) as context:
        report_check_in(context, checkin, Wanted(place, reader, open=open_it, private=private))


@app.command(epilog="For example: fitcheck history --json")
def history(
    call: typer.Context, therapist: take.TherapistOption = None, json: take.JsonOption = False
) -> None:
    """Show all check-ins over time, per therapist."""
    from fitcheck.cli.history import show_history

    show_history(_context(call), therapist=therapist, json=json)


@app.command(epilog="For example: fitcheck compare 1 latest")
def compare(
    call: typer.Context,
    earlier: take.EarlierArgument = None,
    later: take.LaterArgument = None,
    json: take.JsonOption = False,
) -> None:
    """Show what moved between two check-ins and what did not."""
    from fitcheck.cli.compare import show_changes

    show_changes(_context(call), earlier, later, json=json)


@app.command(epilog="For example: fitcheck topics")
def topics(call: typer.Context, json: take.JsonOption = False) -> None:
    """Say what came of the topics that are open."""
    from fitcheck.cli.topics import close_topics

    with _sitting(call) as context:
        close_topics(context, json=json)


@app.command(epilog='For example: fitcheck jot "He looked at the clock when I cried."')
def jot(
    call: typer.Context,
    text: take.ThoughtArgument = None,
    list_them: take.ListOption = False,
    instead_of: take.InsteadOption = "",
    therapist: take.TherapistOption = None,
    json: take.JsonOption = False,
) -> None:
    """Write down a thought for next time."""
    from fitcheck.cli import jot as thoughts

    refuse(
        ("options.list-alone", list_them and any((text is not None, instead_of, therapist))),
        ("options.json-needs-list", json and not list_them),
    )
    if list_them:
        thoughts.show_jots(_context(call), json=json)
    else:
        with _sitting(call) as context:
            thoughts.jot(context, text, therapist=therapist or "", instead_of=instead_of)


@app.command(epilog="For example: fitcheck calendar 2030-01-31")
def calendar(
    call: typer.Context,
    day: take.DayArgument = None,
    title: take.TitleOption = "",
    output: take.CalendarOption = None,
    force: take.ForceOption = False,
) -> None:
    """Make a file for your calendar: when to look again, and not why."""
    from fitcheck.cli.calendar import write_calendar
    from fitcheck.cli.destination import CALENDARS, destination

    place = destination(output, CALENDARS, force=force)
    write_calendar(_context(call), day.date() if day else None, title, place)


@app.command(epilog="For example: fitcheck learn help canada")
def learn(
    call: typer.Context,
    subject: take.SubjectArgument = None,
    place: take.PlaceArgument = None,
    json: Annotated[bool, typer.Option("--json", help="With `learn help`: JSON.")] = False,
) -> None:
    """Read offline: the five points, bringing something up, help by country."""
    from fitcheck.cli.learn import learn_about

    refuse(
        ("options.json-needs-help", json and subject != "help"),
        ("options.place-alone", place is not None and subject not in ("help", "say")),
    )
    learn_about(_context(call), subject, place, json=json)


@app.command("help", epilog="For example: fitcheck help canada")
def show_help(call: typer.Context, about: take.AboutArgument = None) -> None:
    """Say how to use fitcheck, and who can help, by country."""
    from fitcheck.cli.learn import say_how

    words = about or []
    if words and words[0] in GROUPS["fitcheck"]:
        raise typer.Exit(run_command([*words, "--help"], call.obj))
    say_how(_context(call), " ".join(words) or None)


@app.command(epilog="For example: fitcheck demo --plain")
def demo(call: typer.Context) -> None:
    """Show a made-up check-in, its summary and its note; nothing is kept."""
    from fitcheck.checkin.made_up import tell_example
    from fitcheck.document import Heading
    from fitcheck.texts import say

    _context(call).show((Heading(say("demo.title")), *tell_example(call.obj)))


@app.command(epilog="For example: fitcheck completion bash >> ~/.bashrc")
def completion(call: typer.Context, shell: take.ShellArgument) -> None:
    """Write what lets a shell complete commands, check-ins and subjects.

    For zsh add it to ~/.zshrc, behind compinit. For fish write it to a file fitcheck.fish in
    ~/.config/fish/completions.
    """
    from fitcheck.cli.completion import script

    call.obj.stdout.write(script(shell))


app.add_typer(questions_app, name="questions")


@questions_app.command(
    "list", epilog="For example: fitcheck questions list --checklist my-questions.yaml"
)
def list_questions(
    call: typer.Context,
    checklist: take.ChecklistOption = None,
    coverage: take.CoverageOption = False,
    json: take.JsonOption = False,
) -> None:
    """List every question."""
    from fitcheck.cli import questions

    refuse(("options.coverage-or-json", coverage and json))
    questions.list_questions(_context(call), checklist, coverage=coverage, json=json)


@questions_app.command(
    "blank", epilog="For example: fitcheck questions blank --stage established -o answers.yaml"
)
def blank(
    call: typer.Context,
    stage: take.StageOption = Stage.ESTABLISHED,
    only: take.OnlyOption = None,
    everything: take.AllOption = False,
    quick: take.QuickOption = False,
    meeting: take.MeetingOption = None,
    checklist: take.ChecklistOption = None,
    output: take.OutputOption = STDOUT,
    force: take.ForceOption = False,
) -> None:
    """Write an answers file to fill in, for `assess --answers`."""
    from fitcheck.cli.destination import ANSWERS, destination
    from fitcheck.cli.questions import write_blank

    wishes = _wishes(
        checklist, stage=stage, only=only, everything=everything, quick=quick, meeting=meeting
    )
    place = destination(output, ANSWERS, force=force)
    write_blank(_context(call), wishes, checklist, place)


@questions_app.command("show", epilog="For example: fitcheck questions show could-stop")
def show_question(
    call: typer.Context,
    id: take.QuestionArgument,
    checklist: take.ChecklistOption = None,
    json: take.JsonOption = False,
) -> None:
    """Show everything about one question."""
    from fitcheck.cli import questions

    questions.show_question(_context(call), id, checklist, json=json)


@questions_app.command("lint", epilog="For example: fitcheck questions lint my-questions.yaml")
def lint(call: typer.Context, file: take.OwnFileArgument, json: take.JsonOption = False) -> None:
    """Check your own file; tells all mistakes at once, each with its place."""
    from fitcheck.cli.questions import lint_file

    lint_file(_context(call), file, json=json)


app.add_typer(data_app, name="data")


@data_app.command("where", epilog="For example: fitcheck data where")
def where(call: typer.Context, json: take.JsonOption = False) -> None:
    """Say all places where something is kept."""
    from fitcheck.cli import data

    data.where(_context(call), json=json)


@data_app.command("check", epilog="For example: fitcheck data check")
def check(call: typer.Context, json: take.JsonOption = False) -> None:
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
    output: take.OutputOption = STDOUT,
    csv: take.CsvOption = False,
    force: take.ForceOption = False,
) -> None:
    """Write everything as JSON, or as CSV, in the clear."""
    from fitcheck.cli import data
    from fitcheck.cli.destination import EXPORTS, destination

    place = destination(output, EXPORTS, Export.CSV if csv else None, force=force)
    refuse(("options.csv-or-ending", csv and str(output).endswith(".json")))
    data.export(_context(call), place)


@data_app.command("import", epilog="For example: fitcheck data import export.json")
def import_records(call: typer.Context, file: take.ExportArgument) -> None:
    """Take in an export; nothing that is here is overwritten."""
    from fitcheck.cli import data

    data.import_records(_context(call), file)


@data_app.command("forget", epilog="For example: fitcheck data forget latest")
def forget(
    call: typer.Context,
    check_ins: take.CheckInsArgument = None,
    therapist: take.TherapistOption = None,
    everything: take.ForgetAllOption = False,
    yes: take.YesOption = False,
) -> None:
    """Remove check-ins for good, with all that belongs to them."""
    from fitcheck.cli import data

    named = tuple(check_ins or ())
    data.forget(_context(call), named, therapist=therapist, everything=everything, yes=yes)


def run_command(arguments: Sequence[str], env: "Env") -> int:
    """Read the arguments and run the command they name; its exit code. Raises what it raises."""
    from fitcheck.terminal.wrap import columns

    everywhere = [word for word in (PLAIN, NO_PLAIN) if word in arguments]
    wanted = ["--help" if word == "-help" else word for word in arguments]
    wanted = [*everywhere, *(word for word in wanted if word not in everywhere)]
    _lead_back_to_this_face(everywhere, env)
    _require_command(wanted)
    program = _only_called(app, wanted)
    if "_FITCHECK_COMPLETE" in env.variables:
        prepare_completion()
        program = app
    try:
        # Mistakes in the call come back as exceptions, so that they are told as all others.
        with redirect_stdout(env.stdout):
            came_to = program(
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
    return came_to if isinstance(came_to, int) else ExitCode.DONE


def _lead_back_to_this_face(faces: Sequence[str], env: "Env") -> None:
    """Let every command that is named from now on have the option that chose this face.

    What the surroundings ask for anyway needs no option.
    """
    from fitcheck.texts import PROGRAM

    chosen = [word for word in faces if (word == PLAIN) != env.asks_for_plain]
    PROGRAM.set(lambda: " ".join((env.called(), *chosen)))


def _only_called(group: typer.Typer, words: Sequence[str]) -> typer.Typer:
    """A group with nothing but what is called in it: the rest would take its time to be built."""
    names = [word for word in words if not word.startswith("-")]
    narrow = copy(group)
    narrow.registered_commands = [
        one for one in group.registered_commands if _name(one) in names[:1]
    ]
    narrow.registered_groups = []
    for one in group.registered_groups:
        if one.name in names[:1] and one.typer_instance is not None:
            within = copy(one)
            after = words[words.index(names[0]) + 1 :]
            within.typer_instance = _only_called(one.typer_instance, after)
            narrow.registered_groups.append(within)
    return narrow


def _name(command: Any) -> str:
    return str(command.name or getattr(command.callback, "__name__", ""))


def _sentences(group: typer.Typer) -> dict[str, str]:
    """The commands of a group by their names, each with its sentence."""
    told = {_name(one): str(one.callback.__doc__ or "") for one in group.registered_commands}
    for one in group.registered_groups:
        if one.typer_instance is not None:
            told[str(one.name)] = str(one.typer_instance.info.help)
    return {name: " ".join(help.partition("\n\n")[0].split()) for name, help in told.items()}


GROUPS = {
    name: _sentences(one)
    for name, one in (("fitcheck", app), ("questions", questions_app), ("data", data_app))
}
"""The commands of each group, with their sentences."""


def _require_command(words: Sequence[str]) -> None:
    """Raise UsageError for a command that there is not, with the nearest one anywhere."""
    named = [word for word in words if not word.startswith("-")]
    if not named:
        return
    if words[0].startswith("-") and words[0] not in (PLAIN, NO_PLAIN):
        return
    commands, group = GROUPS["fitcheck"], GROUPS.get(named[0])
    if named[0] not in commands:
        wanted = named[0]
    elif group is not None and len(named) > 1 and named[1] not in group:
        wanted = named[1]
    else:
        return
    from fitcheck.questions.did_you_mean import ALIKE, nearest

    known = {inner: f"{name} {inner}" for name, of in GROUPS.items() for inner in of}
    known |= {name: name for name in commands} | {"version": "--version"}
    if near := nearest(wanted.lower(), list(known), ALIKE):
        raise UsageError("options.near-command", wanted=wanted, command=known[near])
    raise UsageError("options.no-such-command", wanted=wanted)
