"""Options that several commands have."""

import argparse
from pathlib import Path
from typing import Any

FORMATS = ("text", "json", "jsonl", "github", "gitlab", "sarif")


def add_common(parser: argparse.ArgumentParser) -> None:
    """Options that every command about stylesheets has."""
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="stylesheets and directories; - is standard input"
    )
    parser.add_argument(
        "--changed-since",
        metavar="REF",
        help="only files that were changed since this branch left REF; without PATH, all of these",
    )
    parser.add_argument("--stdin-filename", type=Path, metavar="NAME", help="name of what comes on standard input")
    parser.add_argument("--output-format", choices=FORMATS, default="text", help="how results are printed")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours in text output")
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    parser.add_argument("-q", "--quiet", action="store_true", help="print findings only, no summary and no progress")
    add_file_settings(parser)


def add_file_settings(parser: argparse.ArgumentParser) -> None:
    """Options that say which files are meant, and what a marker is."""
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings, in place of cssgen.toml or pyproject.toml"
    )
    add_setting(parser, "--keyword", metavar="WORD", help="the word that makes a comment a marker")
    add_setting(parser, "--force-exclude", action="store_true", help="leave out excluded files even if named here")
    add_setting(
        parser,
        "--extend-include",
        metavar="PATTERN",
        action="append",
        help="read these files in directories as well; *.scss and *.less are read only so (experimental)",
    )
    add_setting(parser, "--exclude", metavar="PATTERN", action="append", help="leave these out, not the defaults")
    add_setting(parser, "--extend-exclude", metavar="PATTERN", action="append", help="leave these out as well")
    add_setting(
        parser,
        "--no-respect-gitignore",
        dest="respect_gitignore",
        action="store_false",
        help="read git-ignored files too",
    )


def add_model_settings(parser: argparse.ArgumentParser) -> None:
    """Options that choose the model and what runs it."""
    group = parser.add_argument_group("model")
    add_setting(
        group,
        "--server",
        dest="server_url",
        metavar="URL",
        help="ask an OpenAI-compatible server in place of a model here",
    )
    add_setting(group, "--server-model", metavar="NAME", help="name of the model there")
    add_setting(group, "--model", metavar="NAME|DIR", help="`default`, a name of `cssgen model list`, or a directory")
    add_setting(group, "--revision", metavar="COMMIT", help="commit of a pulled model")
    add_setting(group, "--tokenizer", metavar="NAME|DIR", help="tokenizer, where it is not the model's own")
    add_setting(group, "--engine", choices=("auto", "onnx", "torch"), help="what runs the model")
    add_setting(group, "--device", choices=("auto", "cpu", "cuda", "mps", "xpu"), help="where the torch engine runs it")
    add_setting(
        group,
        "--precision",
        choices=("auto", "float32", "int8", "int4"),
        help="precision of the ONNX engine's weights",
    )
    add_setting(
        group, "--dtype", choices=("auto", "float32", "bfloat16", "float16"), help="precision of the torch engine"
    )
    add_setting(
        group,
        "--compile",
        action="store_true",
        help="compile the model of the torch engine: minutes at first, then it is faster; pays for many markers",
    )
    add_setting(group, "--candidates", metavar="N", help="answers to choose from for each marker")
    add_setting(group, "--recipes", metavar="N", help="recipes of the cookbook to show the model")
    add_setting(
        group, "--suggestions", metavar="N", help="texts made of recipes to choose from, beside the model's own"
    )
    add_setting(group, "--temperature", metavar="T", help="randomness of the answers behind the first")
    add_setting(group, "--seed", metavar="N", help="seed of that randomness")
    add_setting(group, "--max-new-tokens", metavar="N", help="budget of an answer, in tokens")
    add_setting(group, "--no-cache", action="store_true", help="neither look up nor keep what the model writes")


def add_setting(parser: Any, flag: str, **options: Any) -> None:
    """Add an option that overrides the setting of its name; absent, it leaves no trace in the arguments."""
    parser.add_argument(flag, default=argparse.SUPPRESS, **options)
