"""All kinds, in the order of the table."""

from trials import damages, disks, hostile, meanwhile, models, signals, staged, system_calls
from trials.kinds import Kind

KINDS: tuple[Kind, ...] = (
    *system_calls.KINDS,
    *signals.KINDS,
    *disks.KINDS,
    *damages.KINDS,
    *models.KINDS,
    *meanwhile.KINDS,
    *staged.KINDS,
    *hostile.KINDS,
)
