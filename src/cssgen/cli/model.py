"""`cssgen model`: the models on this machine."""

import argparse
import sys

from cssgen.errors import ModelError
from cssgen.models import store
from cssgen.terminal import one_line


def run(arguments: argparse.Namespace) -> int:
    """Run one action on models."""
    return _ACTIONS[arguments.action](arguments)


def _list(_arguments: argparse.Namespace) -> int:
    statuses = store.list_models()
    width = max(len(status.model.name) for status in statuses)
    for status in statuses:
        state = "here" if status.lock is not None else f"not here: {store.repair_command(status.model.name)}"
        licence = status.model.licence or "licence unknown"
        print(f"{status.model.name:{width}}  {status.model.description} ({licence}); {state}")
    return 0


def _pull(arguments: argparse.Namespace) -> int:
    from cssgen.models.pull import pull

    lock = pull(arguments.name, revision=arguments.revision, tokenizer=arguments.tokenizer)
    for source in lock.sources:
        print(f"{source.repo} at {source.commit}")
    _convert(arguments.name)
    print(f"pulled: cssgen fill --model {arguments.name} …")
    return 0


def _convert(name: str) -> None:
    """Make the graph of a model that runs on ONNX Runtime here, so that no fill has to."""
    from cssgen.convert.graphs import provide_graph
    from cssgen.models.resolve import resolve_model

    try:
        spec = resolve_model(name)
        if spec.needs_graph:
            print(f"converted: {provide_graph(spec.directory, spec.digest, spec.precision)}")
    except ModelError as error:
        # It is here all the same.
        print(f"cssgen: {one_line(str(error))}", file=sys.stderr)


def _path(arguments: argparse.Namespace) -> int:
    directory, _ = store.find_pulled(arguments.name)
    print(directory)
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    problems = store.verify(arguments.name)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"{arguments.name}: all files are as they were published")
    return 1 if problems else 0


def _remove(arguments: argparse.Namespace) -> int:
    removed = store.remove(arguments.name)
    print(f"{arguments.name}: {'removed' if removed else 'was not here'}")
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from cssgen.models.export import export
    from cssgen.models.resolve import resolve_model

    export(resolve_model(arguments.model), arguments.directory, arguments.format)
    print(f"wrote {arguments.directory}")
    return 0


_ACTIONS = {"list": _list, "pull": _pull, "path": _path, "verify": _verify, "rm": _remove, "export": _export}
