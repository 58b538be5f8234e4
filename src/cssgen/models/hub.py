"""The Hugging Face Hub: what a repository holds, and its files, checked. Needs the extra `hub`."""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cssgen.errors import ModelError
from cssgen.models.lock import hash_file


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as the Hub describes it.

    Attributes:
        name: its path in the repository.
        size: in bytes, None if the Hub does not say.
        sha256: of a large file.
        blob_id: git's name of a small file: SHA-1 of its header and contents.
    """

    name: str
    size: int | None
    sha256: str | None
    blob_id: str | None


@dataclass(frozen=True, slots=True)
class Repository:
    """The files of a repository at a commit, by name."""

    commit: str
    files: dict[str, RemoteFile]


def read_repository(repo: str, revision: str) -> Repository:
    """What `repo` holds at a branch, tag or commit.

    Raises:
        ModelError: if the Hub does not say.
    """
    with _errors(repo, revision):
        from huggingface_hub import HfApi

        info = HfApi().model_info(repo, revision=revision, files_metadata=True)
    if info.sha is None:
        raise ModelError(f"the Hub does not say which commit {repo}@{revision} is")
    files = [
        RemoteFile(entry.rfilename, entry.size, entry.lfs.sha256 if entry.lfs else None, entry.blob_id)
        for entry in info.siblings or ()
    ]
    return Repository(info.sha, {file.name: file for file in files})


def download(repo: str, commit: str, file: RemoteFile, directory: Path) -> None:
    """Bring a file into `directory`; one that is there already is only checked.

    An unfinished download goes on where it broke, in this process or a later one, which
    `hf_hub_download` no longer does.

    Raises:
        ModelError: if it cannot be had, or is not what the Hub says; it is then removed.
    """
    path = directory / file.name
    if path.is_file() and find_problem(path, file) is None:
        return
    directory.mkdir(parents=True, exist_ok=True)
    unfinished = directory / f".{file.name}.{commit[:12]}"
    with _errors(repo, commit):
        _get(repo, commit, file, unfinished)
    problem = find_problem(unfinished, file)
    if problem:
        unfinished.unlink()
        raise ModelError(f"{repo}: the download of {file.name} is damaged, {problem}; pull it again")
    unfinished.replace(path)


def _get(repo: str, commit: str, file: RemoteFile, path: Path) -> None:
    """Append to `path` what it lacks of a file."""
    from huggingface_hub import hf_hub_url
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils._headers import build_hf_headers
    from huggingface_hub.utils.tqdm import disable_progress_bars

    if not sys.stderr.isatty() or os.environ.get("CI"):
        disable_progress_bars()
    with path.open("ab") as stream:
        http_get(
            hf_hub_url(repo, file.name, revision=commit),
            stream,
            resume_size=stream.tell(),
            headers={**build_hf_headers(), "Accept-Encoding": "identity"},
            expected_size=file.size,
            displayed_filename=file.name,
        )


def find_problem(path: Path, file: RemoteFile) -> str | None:
    """How a file differs from what the Hub says about it; None if it does not."""
    size = path.stat().st_size
    if file.size is not None and size != file.size:
        return f"it has {size} bytes instead of {file.size}"
    if file.sha256 is not None:
        return None if hash_file(path) == file.sha256 else "its SHA-256 is another"
    if file.blob_id is not None and _git_blob_id(path) != file.blob_id:
        return "its git digest is another"
    return None


def _git_blob_id(path: Path) -> str:
    data = path.read_bytes()
    # Git's own name of the contents, not a protection: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


@contextmanager
def _errors(repo: str, revision: str) -> Iterator[None]:
    """Say in one line what the Hub's library says in many."""
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    try:
        from huggingface_hub import errors
    except ImportError as error:
        raise ModelError("`cssgen model pull` needs one more package: pip install 'cssgen[hub]'") from error
    # The base of all errors of the transport, be that httpx or requests.
    transport: type[Exception] = errors.HfHubHTTPError.__mro__[1]
    try:
        yield
    except errors.OfflineModeIsEnabled as error:
        raise ModelError("HF_HUB_OFFLINE is set: unset it to pull a model") from error
    except errors.GatedRepoError as error:
        raise ModelError(f"{repo} is gated: accept its terms on the Hub and set HF_TOKEN") from error
    except errors.RepositoryNotFoundError as error:
        raise ModelError(f"the Hub has no {repo}, or HF_TOKEN may not read it") from error
    except errors.RevisionNotFoundError as error:
        raise ModelError(f"{repo} has no revision {revision}") from error
    except errors.HFValidationError as error:
        raise ModelError(f"{repo!r} is no id of the Hub") from error
    except (transport, OSError) as error:
        reason = (str(error).strip() or type(error).__name__).partition("\n")[0]
        raise ModelError(f"cannot download {repo}: {reason}") from error
