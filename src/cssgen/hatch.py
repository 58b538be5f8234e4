"""A build hook of hatchling: no wheel with markers that are left.

Hatchling finds it by the entry point in the group `hatch`. Nothing else imports this module, so cssgen does not depend
on hatchling.
"""

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl

from cssgen.cli import main


class CssgenBuildHook(BuildHookInterface[Any]):
    """Runs `cssgen check` before a build.

    Its one option is `paths`: stylesheets and directories below the root of the project, which is the default.
    """

    PLUGIN_NAME = "cssgen"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  as the interface has it
        """End the build with a message if markers are left; an editable installation is no build in that sense."""
        if version == "editable":
            return
        paths = [os.path.relpath(Path(self.root, path)) for path in self._read_paths()]
        code = main(["check", "--quiet", *paths])
        if code:
            reason = "markers are left in stylesheets: run `cssgen fill`" if code == 1 else "cssgen check has failed"
            self.app.abort(f"cssgen: {reason}")

    def _read_paths(self) -> list[str]:
        paths = self.config.get("paths", ["."])
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            self.app.abort("cssgen: the option `paths` of the build hook must be a list of texts")
        return list(paths)


@hookimpl
def hatch_register_build_hook() -> type[CssgenBuildHook]:
    """What hatchling asks for."""
    return CssgenBuildHook
