"""A Hub on this machine, that speaks as much of the real one's API as huggingface_hub asks for."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LARGE = 1000


@dataclass
class Repo:
    """A repository: branches and tags by name, files by commit."""

    revisions: dict[str, str]
    commits: dict[str, dict[str, bytes]]
    token: str = ""


@dataclass
class Hub:
    """Repositories, and the faults that the server is to have."""

    url: str = ""
    repos: dict[str, Repo] = field(default_factory=dict)
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    """Method, path and range of each request."""
    cuts: list[int] = field(default_factory=list)
    """After how many bytes the next answers with a large file break off."""
    spoilt: set[str] = field(default_factory=set)
    """Files whose last byte arrives wrong."""

    def add(self, name: str, files: dict[str, bytes], commit: str = "c" * 40) -> Repo:
        """Add a repository with one commit, `main`."""
        self.repos[name] = Repo({"main": commit}, {commit: files})
        return self.repos[name]


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path = self.path.partition("?")[0].strip("/")
        self.hub.requests.append((self.command, path, self.headers.get("Range", "")))
        match path.split("/"):
            case ["api", "models", owner, name, "revision", revision]:
                self._model_info(f"{owner}/{name}", revision)
            case [owner, name, "resolve", revision, file]:
                self._file(f"{owner}/{name}", revision, file)
            case _:
                self._send(404, b"{}")

    def _find(self, repo: str, revision: str) -> tuple[str, dict[str, bytes]] | None:
        found = self.hub.repos.get(repo)
        # Like the real Hub, it does not tell whether a private repository exists.
        if found is None or found.token != self.headers.get("Authorization", "").removeprefix("Bearer "):
            self._send(401, b"{}", {"X-Error-Code": "RepoNotFound", "X-Error-Message": "Repository not found"})
            return None
        commit = found.revisions.get(revision, revision)
        if commit not in found.commits:
            self._send(404, b"{}", {"X-Error-Code": "RevisionNotFound"})
            return None
        return commit, found.commits[commit]

    def _model_info(self, repo: str, revision: str) -> None:
        if found := self._find(repo, revision):
            commit, files = found
            siblings = [{"rfilename": name, "size": len(data), **_ids(data)} for name, data in files.items()]
            self._send(200, json.dumps({"id": repo, "sha": commit, "siblings": siblings}).encode())

    def _file(self, repo: str, revision: str, name: str) -> None:
        found = self._find(repo, revision)
        if not found:
            return
        commit, files = found
        if name not in files:
            self._send(404, b"", {"X-Error-Code": "EntryNotFound", "X-Repo-Commit": commit})
            return
        data = files[name]
        digest = _ids(data)
        etag = hashlib.sha256(data).hexdigest() if "lfs" in digest else digest["blobId"]
        headers = {"X-Repo-Commit": commit, "ETag": f'"{etag}"', "Accept-Ranges": "bytes"}
        if "lfs" in digest:
            headers |= {"X-Linked-Etag": f'"{etag}"', "X-Linked-Size": str(len(data))}
        if name in self.hub.spoilt:
            data = data[:-1] + bytes([data[-1] ^ 1])
        self._send_range(data, headers)

    def _send_range(self, data: bytes, headers: dict[str, str]) -> None:
        wanted = self.headers.get("Range")
        start = int(wanted.removeprefix("bytes=").partition("-")[0]) if wanted else 0
        if wanted:
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        self._send(206 if wanted else 200, data[start:], headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        if len(body) >= LARGE and self.hub.cuts:
            body = body[: self.hub.cuts.pop(0)]
            self.close_connection = True
        self.wfile.write(body)


def _ids(data: bytes) -> dict[str, object]:
    """What the Hub says about a file: small ones are git's, large ones lie elsewhere."""
    blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    if len(data) < LARGE:
        return {"blobId": blob}
    lfs = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
    return {"blobId": blob, "lfs": lfs}


@contextmanager
def serve() -> Iterator[Hub]:
    """Run a Hub without repositories."""
    state = Hub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": state}))
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()
