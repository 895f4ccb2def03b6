"""One run of the program, from its arguments to its exit code; `main` is the only way out."""

import os
import sys
from collections.abc import Sequence
from functools import partial

from fitcheck import __version__
from fitcheck.env import Env, forbid_core_files, way_called
from fitcheck.errors import ExitCode, Paused
from fitcheck.terminal.streams import give_up, prepare
from fitcheck.texts import PROGRAM

VERSION = ("--version", "-V")


def main() -> None:
    """Run fitcheck and leave with its exit code."""
    forbid_core_files()
    prepare()
    called = partial(way_called, sys.argv, sys.orig_argv, os.environ.get("PATH"))
    sys.exit(run(sys.argv[1:], Env.of_process()._replace(called=called)))


def run(arguments: Sequence[str], env: Env) -> int:
    """Run one command in a world; its exit code. Whatever happens is told as a sentence."""
    before = PROGRAM.set(env.called)
    try:
        code = _do(arguments, env)
        env.stdout.flush()
    except (Paused, KeyboardInterrupt):
        return ExitCode.PAUSED
    except BrokenPipeError:
        # Whoever read our output has gone, as in `| head`; that is no mistake.
        give_up(env.stdout)
        give_up(env.stderr)
        return ExitCode.DONE
    except Exception as error:
        from fitcheck.cli.failures import tell

        return tell(error, env, as_json="--json" in arguments)
    finally:
        PROGRAM.reset(before)
    return code


def _do(arguments: Sequence[str], env: Env) -> int:
    """Run one command; its exit code. Raises whatever it raises."""
    # What reads arguments takes longer to load than all that a menu needs.
    if len(arguments) == 1 and arguments[0] in VERSION:
        tell_version(env)
        return ExitCode.DONE
    if arguments or "_FITCHECK_COMPLETE" in env.variables:
        from fitcheck.cli.commands import run_command

        return run_command(arguments, env)
    from fitcheck.checkin.first_line import greet

    has_greeted = greet(env)

    from fitcheck.cli.context import Context
    from fitcheck.cli.menu import open_menu

    return open_menu(Context(env=env, has_greeted=has_greeted))


def tell_version(env: Env) -> None:
    """Say which fitcheck this is."""
    env.stdout.write(f"fitcheck {__version__}\n")
