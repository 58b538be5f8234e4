"""All kinds, in the order of the table."""

from trials import signals, system_calls
from trials.kinds import Kind

KINDS: tuple[Kind, ...] = (*system_calls.KINDS, *signals.KINDS)
