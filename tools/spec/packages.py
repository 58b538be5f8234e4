"""The npm packages that the specification data comes from, and how to read a file of one."""

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any, NamedTuple


class Package(NamedTuple):
    """A pinned npm package, with the notice that its licence asks for."""

    name: str
    version: str
    licence: str
    notice: str
    url: str


WEBREF = Package(
    "@webref/css",
    "8.7.5",
    "MIT",
    "Copyright (c) 2020-2026 World Wide Web Consortium",
    "https://github.com/w3c/webref",
)
COMPAT = Package(
    "@mdn/browser-compat-data",
    "8.1.9",
    "CC0-1.0",
    "Public domain dedication by the contributors of MDN Web Docs",
    "https://github.com/mdn/browser-compat-data",
)


def pack(package: Package, folder: Path) -> Path:
    """Download the tarball of `package` into `folder` with npm's own client.

    Raises:
        subprocess.CalledProcessError: if npm fails.
        FileNotFoundError: if npm is not installed.
    """
    command = ["npm", "pack", f"{package.name}@{package.version}", "--json", "--silent"]
    output = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    return folder / _filename(json.loads(output))


def _filename(report: Any) -> str:
    # npm 9 and later give a list of packages, older ones prefixed the scope differently.
    return str(report[0]["filename"]).replace("@", "").replace("/", "-")


def read_member(tarball: Path, member: str) -> Any:
    """Parse the JSON file `member` of an npm tarball."""
    with tarfile.open(tarball) as archive:
        handle = archive.extractfile(f"package/{member}")
        if handle is None:
            raise FileNotFoundError(member)
        return json.load(handle)


def download(cache: Path | None = None) -> tuple[Any, Any]:
    """Contents of webref's `css.json` and of MDN's `data.json`; tarballs in `cache` are used again."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = cache or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        return read_member(_tarball(WEBREF, folder), "css.json"), read_member(_tarball(COMPAT, folder), "data.json")


def _tarball(package: Package, folder: Path) -> Path:
    stem = package.name.removeprefix("@").replace("/", "-")
    present = folder / f"{stem}-{package.version}.tgz"
    return present if present.exists() else pack(package, folder)
