"""What models know of stylesheets that they have never seen: declarations taken out and written anew, bits per byte.

    python benchmarks/masked.py CORPUS [--model DIR …] [--untouched] [--masks 150] [--tokens 60000]

CORPUS is a directory with `valid.jsonl.gz`, as training holds it out, or with `*.css` files. Without `--model` the
default model is measured; several directories make several rows, over the same masks. There is no prompt, so no recipe
helps; grammar and validator work as they do in `cssgen fill`.

Rows to compare with: `--untouched` is a model of the same shape and vocabulary with random weights, from which the
default model was trained (it has no other base); `the rule before` repeats the declarations of the preceding rule.

Columns: F1 of the properties, and the share of declarations that came back exactly as they were, for whole bodies of
rules and for single declarations; the share of exact values where the property is given; bits per byte.
"""

import argparse
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from cssgen.engines import LazyEngine, model_arguments, open_model
from cssgen.lm.model_config import read_config
from cssgen.models.registry import DEFAULT_DIRECTORY
from cssgen.models.resolve import resolve_model
from cssgen.settings import Settings
from cssgen.training.bits import measure_bits
from cssgen.training.corpus import read_corpus
from cssgen.training.masked import Tally, draw_masks, fill_masks, repeat_last_rule, tally_masks


def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--model", type=Path, action="append", default=[], help="directory of a model")
    parser.add_argument("--untouched", action="store_true", help="a model with random weights, too")
    parser.add_argument("--masks", type=int, default=150, help="of each kind")
    parser.add_argument("--tokens", type=int, default=60_000, help="read for bits per byte; 0 reads none")
    arguments = parser.parse_args()
    texts = [file.text for file in read_corpus(arguments.corpus, "valid")]
    masks = draw_masks(texts, arguments.masks)
    print(f"{len(texts)} files, {len(masks)} masks")
    print(
        f"{'':28}{'body: F1':>10}{'exact':>8}{'declaration: F1':>17}{'exact':>8}{'value: exact':>14}{'bits/byte':>11}"
    )
    print(render_row("the rule before", tally_masks(masks, repeat_last_rule)), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        if arguments.untouched:
            write_untouched(Path(folder))
        untouched = {"untouched": Path(folder)} if arguments.untouched else {}
        named = {str(path): path for path in arguments.model} or {"default model": DEFAULT_DIRECTORY}
        for name, path in (untouched | named).items():
            settings = Settings(model=str(path), recipes=0, suggestions=0)
            tallies = tally_masks(masks, partial(fill_masks, generate=LazyEngine(settings)))
            bits = measure(settings, texts, arguments.tokens) if arguments.tokens else None
            print(render_row(name, tallies, bits), flush=True)
    return 0


def render_row(name: str, tallies: Mapping[str, Tally], bits: float | None = None) -> str:
    """A line of the table."""
    body, declaration, value = (tallies[kind] for kind in ("body", "declaration", "value"))
    shares = f"{body.f1:10.1%}{body.exact_share:8.1%}{declaration.f1:17.1%}{declaration.exact_share:8.1%}"
    return f"{name[-27:]:28}{shares}{value.exact_share:14.1%}" + (f"{bits:11.3f}" if bits is not None else "")


def measure(settings: Settings, texts: list[str], tokens: int) -> float:
    """Bits per byte of the model of some settings."""
    model, tokenizer = open_model(resolve_model(**model_arguments(settings)))
    return measure_bits(model, tokenizer, texts, tokens)


def write_untouched(directory: Path) -> None:
    """A model of the default one's shape with random weights, as training begins with it."""
    from cssgen.training.export import export_model
    from cssgen.training.models import build_model
    from cssgen.training.presets import Shape

    config = read_config(DEFAULT_DIRECTORY)
    shape = Shape(config["n_layer"], config["n_embd"], config["n_head"], config["rotary_dim"], config["n_positions"])
    export_model(build_model(shape, config["vocab_size"], seed=0), DEFAULT_DIRECTORY, directory, card="")


if __name__ == "__main__":
    raise SystemExit(main())
