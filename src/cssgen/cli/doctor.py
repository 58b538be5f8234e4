"""`cssgen doctor`."""

import argparse
import platform
import sys

from cssgen._version import __version__
from cssgen.cli.sheets import read_settings
from cssgen.directories import cache_directory
from cssgen.engines import model_arguments
from cssgen.models.environment import Environment, describe_environment
from cssgen.models.resolve import ModelSpec
from cssgen.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Print what is installed and what would run; exit with 2 if nothing would."""
    settings = read_settings(arguments)
    environment = describe_environment(**model_arguments(settings), probe=True)
    rows = {
        "cssgen": __version__,
        "python": f"{platform.python_version()} ({sys.executable})",
        "system": platform.platform(),
        **{name: version or "not installed" for name, version in environment.versions.items()},
        "pulled models": str(environment.store),
        "cache": str(cache_directory()),
        **(_describe_server(settings) if settings.server_url else _describe_model(environment)),
    }
    width = max(map(len, rows))
    for name, value in rows.items():
        print(f"{name:{width}}  {value}")
    return 2 if environment.problem and not settings.server_url else 0


def _describe_server(settings: Settings) -> dict[str, str]:
    """No connection is made: whether it answers is seen when something is to be filled."""
    model = settings.server_model or "not named: set `server-model`"
    return {"server": settings.server_url, "model": model, "engine": f"server: {settings.server_api}"}


def _describe_precision(spec: ModelSpec) -> str:
    return f"{spec.precision}, converted once, when it is first used" if spec.needs_graph else spec.precision


def _describe_model(environment: Environment) -> dict[str, str]:
    spec = environment.spec
    if spec is None:
        return {"fill": f"cannot run: {environment.problem}"}
    return {
        "model": f"{spec.name} ({spec.directory})",
        "engine": f"{spec.engine}: {spec.reason}",
        **({"precision": _describe_precision(spec)} if spec.engine == "onnx" else {}),
        "device": environment.device,
        "fill": "ready",
    }
