"""The Python face: `cssgen.fill_text` with the models that settings name."""

from typing import Any

from cssgen.candidates import Generate
from cssgen.engines import LazyEngine
from cssgen.fill import FilledText, FillOptions
from cssgen.fill import fill_text as fill_with
from cssgen.markers import Leave
from cssgen.settings import Settings


def fill_text(text: str, *, generate: Generate | None = None, **settings: Any) -> FilledText:
    """Fill the markers of a stylesheet.

    What was filled is a fixed point: filling the result again changes nothing. Settings of the project and of the
    environment do not count here, only arguments do.

    Args:
        text: the stylesheet.
        generate: what writes the candidates; None takes the model that the settings name, by default the one that
            comes with cssgen. It is loaded when a marker is found.
        settings: any field of `cssgen.settings.Settings`, such as `model="codegen-css-350m"` or `leave="nothing"`.

    Returns:
        The text, its fills, and a diagnostic for each marker that was not filled.

    Raises:
        ModelError: if there is a marker, and the model is not there or cannot be run.
        TypeError: if there is no such setting.
    """
    chosen = Settings(**settings)
    options = FillOptions(keyword=chosen.keyword, leave=Leave(chosen.leave), limits=chosen.limits)
    return fill_with(text, generate or LazyEngine(chosen), options)
