"""Pack the cookbook's CSS files into the one data file of the package.

python tools/build_cookbook.py [--check]
"""

import argparse
from pathlib import Path

from cssgen.cookbook import pack_recipes, read_cookbook

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src" / "cssgen" / "data" / "cookbook.json"


def main() -> int:
    """Write the file, or with `--check` say whether it is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the file is stale")
    arguments = parser.parse_args()
    packed = pack_recipes(list(read_cookbook(ROOT / "cookbook")))
    if arguments.check:
        is_fresh = TARGET.read_text(encoding="utf-8") == packed
        print("fresh" if is_fresh else f"stale: run python {Path(__file__).name}")
        return 0 if is_fresh else 1
    TARGET.write_text(packed, encoding="utf-8")
    print(f"wrote {packed.count(chr(10)) - 2} recipes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
