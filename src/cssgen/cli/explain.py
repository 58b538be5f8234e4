"""`cssgen explain`."""

import argparse

from cssgen.catalogue import CODES
from cssgen.errors import UsageError
from cssgen.settings import suggest


def run(arguments: argparse.Namespace) -> int:
    """Print what a code means, or all codes."""
    if arguments.code is None:
        for rule in CODES.values():
            print(f"{rule.code}  {rule.name}: {rule.summary}")
        return 0
    code = arguments.code.upper()
    if code not in CODES:
        raise UsageError(f"there is no code `{arguments.code}`{suggest(code, CODES)}")
    rule = CODES[code]
    print(f"{rule.code} {rule.name}\n{rule.summary}\n\n{rule.explanation}")
    return 0
