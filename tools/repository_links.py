"""Links of the documentation to files of the repository that are no pages, for mkdocs.

In the repository they are relative; on the site they lead to the repository.
"""

import posixpath
import re
from pathlib import Path
from typing import Any

import mkdocs.plugins

ROOT = Path(__file__).parent.parent
_LINK = re.compile(r"(?<=\]\()\.\./[^)\s#]*")
_log = mkdocs.plugins.get_plugin_logger("repository_links")


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """Called by mkdocs for each page; a warning is an error of a strict build."""
    folder = posixpath.join("docs", posixpath.dirname(page.file.src_uri))

    def lead(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, match[0]))
        if target.startswith("docs/"):
            return match[0]
        if not (ROOT / target).exists():
            _log.warning(f"{page.file.src_uri}: {target} is not there")
        kind = "tree" if (ROOT / target).is_dir() else "blob"
        return f"{config.repo_url.rstrip('/')}/{kind}/main/{target}"

    return _LINK.sub(lead, markdown)
