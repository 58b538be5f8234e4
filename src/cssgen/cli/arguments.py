"""The arguments of all commands, as a table would say them."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from cssgen._version import __version__
from cssgen.cli.options import add_common, add_file_settings, add_model_settings, add_setting
from cssgen.cli.parser import HelpFormatter, Parser
from cssgen.errors import UsageError

_DESCRIPTION = """\
Fills /* complete: … */ markers in stylesheets with valid CSS, written by a language model on this machine.

  cssgen fill styles/          fill every marker
  cssgen fill --diff styles/   show what would be filled
  cssgen check styles/         find markers that are left (loads no model)
"""


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Parse a command line; what follows `train` is parsed by `cssgen.training`, which is heavy to import."""
    if argv[:1] == ["train"]:
        return argparse.Namespace(command="train", rest=argv[1:])
    if argv and not argv[0].startswith("-") and argv[0] not in COMMANDS:
        raise UsageError(_explain_no_command(argv))
    if not argv:
        build_parser(COMMANDS).print_help(sys.stderr)
        raise SystemExit(UsageError.exit_code)
    # What the other commands take matters only to help and to errors, where none is named.
    is_settled = argv[0] in COMMANDS or argv[0] == "--version"
    return build_parser(COMMANDS.keys() & argv[:1] if is_settled else COMMANDS).parse_args(argv)


def _explain_no_command(argv: Sequence[str]) -> str:
    from cssgen.settings import suggest

    near = suggest(argv[0], COMMANDS)
    if not near and Path(argv[0]).exists():
        near = f"; did you mean `cssgen fill {argv[0]}`?"
    return f"there is no command `{argv[0]}`{near}\ntry `cssgen --help`"


def build_parser(names: Iterable[str]) -> argparse.ArgumentParser:
    """The parser of some commands; its result has `command`, the name of the module that runs it."""
    parser = Parser(prog="cssgen", description=_DESCRIPTION, formatter_class=HelpFormatter)
    parser.add_argument("--version", action="version", version=f"cssgen {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in names:
        COMMANDS[name](commands)
    return parser


def _add_command(commands: Any, name: str, summary: str, detail: str = "") -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.\n\n{detail}",
        formatter_class=HelpFormatter,
    )
    return parser


def _add_fill(commands: Any) -> None:
    parser = _add_command(commands, "fill", "fill the markers of stylesheets")
    add_common(parser)
    add_model_settings(parser)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--diff", action="store_true", help="print what would change, write nothing; exit with 1 if anything"
    )
    mode.add_argument("--check", action="store_true", help="the same without printing the change")
    parser.add_argument(
        "--staged",
        action="store_true",
        help="fill what is staged in git, in the index and the work tree alike; other edits stay unstaged",
    )
    add_setting(parser, "--leave", choices=("comment", "nothing", "region"), help="what stays where a marker was")
    add_setting(
        parser, "--exit-non-zero-on-change", action="store_true", help="exit with 1 if files were changed, as hooks do"
    )


def _add_watch(commands: Any) -> None:
    parser = _add_command(
        commands,
        "watch",
        "fill markers whenever a stylesheet is saved",
        "Ctrl-C ends it. Without a path, the working directory is watched.\n",
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="stylesheets and directories")
    parser.add_argument("--output-format", choices=("text", "jsonl"), default="text", help="how events are printed")
    parser.add_argument(
        "--exit-on-stdin-close",
        action="store_true",
        help="end when standard input does, even if it is no terminal, for programs that start this one",
    )
    add_setting(
        parser,
        "--no-initial",
        dest="watch_initial",
        action="store_false",
        help="leave the markers that are there already until their file is saved",
    )
    add_setting(
        parser,
        "--poll",
        nargs="?",
        type=int,
        const=0,
        metavar="MS",
        help="look at all files every MS milliseconds (500), where the system does not tell of changes",
    )
    add_file_settings(parser)
    add_setting(parser, "--leave", choices=("comment", "nothing", "region"), help="what stays where a marker was")
    add_model_settings(parser)


def _add_check(commands: Any) -> None:
    parser = _add_command(commands, "check", "find markers that are left; loads no model")
    add_common(parser)


def _add_validate(commands: Any) -> None:
    parser = _add_command(commands, "validate", "judge stylesheets by the CSS specifications; loads no model")
    add_common(parser)
    parser.add_argument(
        "--strictness",
        choices=("file", "generated"),
        default="file",
        help="file: every draft counts as CSS; generated: only what two engines ship",
    )


def _add_model(commands: Any) -> None:
    parser = _add_command(commands, "model", "list, pull, verify, export and remove models")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="the models that can be named")
    pull = actions.add_parser(
        "pull", help="download a model from the Hugging Face Hub; nothing else here uses the network"
    )
    pull.add_argument("name", help="a name of `cssgen model list`, or OWNER/NAME on the Hub")
    pull.add_argument("--revision", default="", help="commit, tag or branch; by default the one pulled before, or main")
    pull.add_argument("--tokenizer", default="", help="OWNER/NAME of the tokenizer, where it is not the model's own")
    for name, summary in (
        ("path", "print where a model is"),
        ("verify", "compare all digests of a model"),
        ("rm", "remove a pulled model"),
    ):
        actions.add_parser(name, help=summary).add_argument(
            "name", nargs="?" if name != "rm" else None, default="default"
        )
    export = actions.add_parser("export", help="write a model in another format")
    export.add_argument("directory", type=Path, metavar="DIR", help="where to write; absent or empty")
    export.add_argument("--model", default="default", metavar="NAME|DIR", help="which model")
    export.add_argument(
        "--format", choices=("hf", "onnx"), default="hf", help="hf: for transformers; onnx: for the ONNX engine"
    )


def _add_retry(commands: Any) -> None:
    parser = _add_command(
        commands,
        "retry",
        "show what else a marker may become, and write what you pick",
        "For a marker, or for a fill whose text is as it was written. The other candidates come from the cache, or\n"
        "are generated. On a terminal you are asked which one to write.\n",
    )
    parser.add_argument("place", metavar="PATH:LINE[:COLUMN]", help="where the marker or the fill stands")
    parser.add_argument(
        "--pick", nargs="?", type=int, const=0, metavar="N", help="write number N; without a number, ask on a terminal"
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings, in place of cssgen.toml or pyproject.toml"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress")
    add_setting(parser, "--leave", choices=("comment", "nothing", "region"), help="what stays where a marker was")
    add_setting(parser, "--keyword", metavar="WORD", help="the word that makes a comment a marker")
    add_model_settings(parser)


def _add_undo(commands: Any) -> None:
    parser = _add_command(
        commands,
        "undo",
        "take fills back: put the markers in their places again",
        "A fill can be taken back as long as its text is as it was written. Git is not needed.\n",
    )
    parser.add_argument("place", nargs="?", metavar="PATH[:LINE]", help="a file, a directory, or the fill on a line")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--last", action="store_true", help="only the fills of the last run")
    choice.add_argument("--all", action="store_true", help="all fills of this project")
    parser.add_argument("--list", action="store_true", help="say what can be taken back, and do nothing")


def _add_cache(commands: Any) -> None:
    parser = _add_command(commands, "cache", "say what the cache of fills holds, or clear it")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("info", help="print its file, its fills and its size")
    actions.add_parser("clear", help="forget all fills; the journal of `cssgen undo` stays")


def _add_doctor(commands: Any) -> None:
    parser = _add_command(
        commands, "doctor", "say what is installed, and which model and device would be used, and why"
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings, in place of cssgen.toml or pyproject.toml"
    )
    add_model_settings(parser)


def _add_explain(commands: Any) -> None:
    parser = _add_command(commands, "explain", "say what a code such as CSSG003 means")
    parser.add_argument("code", nargs="?", metavar="CODE", help="the code; without it, all codes are listed")


def _add_train(commands: Any) -> None:
    _add_command(commands, "train", "train models (extra `train`); `cssgen train --help` lists the stages")


COMMANDS: dict[str, Callable[[Any], None]] = {
    "fill": _add_fill,
    "watch": _add_watch,
    "check": _add_check,
    "validate": _add_validate,
    "model": _add_model,
    "retry": _add_retry,
    "undo": _add_undo,
    "cache": _add_cache,
    "doctor": _add_doctor,
    "explain": _add_explain,
    "train": _add_train,
}
"""What adds the arguments of each command."""
