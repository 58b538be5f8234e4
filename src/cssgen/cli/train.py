"""`cssgen train`: handed on to `cssgen.training`, which needs the extra `train`."""

import argparse
import importlib.util

from cssgen.errors import UsageError
from cssgen.lm.offline import forbid_network


def run(arguments: argparse.Namespace) -> int:
    """Run one stage of the training pipeline."""
    missing = [name for name in ("torch", "transformers", "tokenizers") if not importlib.util.find_spec(name)]
    if missing:
        raise UsageError(f"training needs {', '.join(missing)}: run `pip install 'cssgen[train]'`")
    # Before anything imports the Hub's client, which reads its settings once.
    forbid_network()
    from cssgen.training.commands import main

    return main(arguments.rest)
