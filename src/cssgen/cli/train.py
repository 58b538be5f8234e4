"""`cssgen train`: handed on to `cssgen.training`, which needs the extra `train`."""

import argparse
import importlib.util

from cssgen.errors import UsageError


def run(arguments: argparse.Namespace) -> int:
    """Run one stage of the training pipeline."""
    missing = [name for name in ("torch", "transformers", "tokenizers", "onnx") if not importlib.util.find_spec(name)]
    if missing:
        raise UsageError(f"training needs {', '.join(missing)}: run `pip install 'cssgen[train]'`")
    from cssgen.training.commands import main

    return main(arguments.rest)
