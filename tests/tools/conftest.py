"""Makes the scripts in `tools/` importable, as they are when one is run."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
