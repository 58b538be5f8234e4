"""All codes: those of markers and files, and those of the validator."""

from cssgen import codes
from cssgen.validity import codes as validity_codes

CODES = {**codes.CODES, **validity_codes.CODES}
