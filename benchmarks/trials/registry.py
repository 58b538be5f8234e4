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
    servers,
    signals,
    staged,
    system_calls,
    watchers,
)
from trials.kinds import Kind

KINDS: tuple[Kind, ...] = (
    *system_calls.KINDS,
    *signals.KINDS,
    *watchers.KINDS,
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
    *servers.KINDS,
)
