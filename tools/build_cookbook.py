"""Pack the cookbook's CSS files into the data files of the package: the recipes, and the vectors of their wordings.

python tools/build_cookbook.py [--check]

Wordings that were packed before keep their vectors, so this takes seconds after a few recipes were changed.
"""

import argparse
import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from cssgen.bert import load_encoder
from cssgen.cookbook import pack_recipes, read_cookbook
from cssgen.wordings import embed, pack_wordings, read_vectors

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src" / "cssgen" / "data"
RECIPES = DATA / "cookbook.json"
WORDINGS = DATA / "wordings.npz"


def main() -> int:
    """Write the files, or with `--check` say whether they are stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the files are stale")
    arguments = parser.parse_args()
    recipes = list(read_cookbook(ROOT / "cookbook"))
    packed = pack_recipes(recipes)
    digests = {"recipes": digest(packed.encode()), "encoder": digest((DATA / "encoder.npz").read_bytes())}
    if arguments.check:
        is_fresh = read_digests() == digests
        print("fresh" if is_fresh else f"stale: run python {Path(__file__).name}")
        return 0 if is_fresh else 1
    known = read_vectors() if read_digests()["encoder"] == digests["encoder"] else {}
    arrays: dict[str, Any] = {**pack_wordings(recipes, embed(recipes, load_encoder(), known)), **digests}
    np.savez(WORDINGS, **arrays)
    RECIPES.write_text(packed, encoding="utf-8")
    print(f"wrote {len(recipes)} recipes with {sum(len(recipe.wordings) for recipe in recipes)} wordings")
    return 0


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_digests() -> dict[str, str]:
    """What the files were made of; nothing if there are none."""
    if not WORDINGS.is_file():
        return {"recipes": "", "encoder": ""}
    with np.load(WORDINGS, allow_pickle=False) as arrays:
        return {name: str(arrays[name]) for name in ("recipes", "encoder")}


if __name__ == "__main__":
    raise SystemExit(main())
