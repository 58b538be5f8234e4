"""All kinds, in the order of the table."""

from trials import (
    caseless,
    damages,
    disks,
    hostile,
    meanwhile,
    models,
    moments,
    power,
    repositories,
    signals,
    staged,
    system_calls,
)
from trials.kinds import Kind

KINDS: tuple[Kind, ...] = (
    *system_calls.KINDS,
    *signals.KINDS,
    *power.KINDS,
    *disks.KINDS,
    *caseless.KINDS,
    *damages.KINDS,
    *models.KINDS,
    *meanwhile.KINDS,
    *moments.KINDS,
    *staged.KINDS,
    *hostile.KINDS,
    *repositories.KINDS,
)
