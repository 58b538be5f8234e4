"""Downloads, with the real huggingface_hub in a process of its own, from a Hub on this machine."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cssgen.models.lock import LOCK, read_lock
from cssgen.models.pull import Part, choose_files
from cssgen.models.store import list_models, verify
from tests.models.loopback_hub import Hub

WEIGHTS = bytes(range(256)) * 40
FILES = {
    "config.json": b'{"model_type": "codegen"}',
    "model.safetensors": WEIGHTS,
    "tokenizer.json": b"{}",
    "README.md": b"# Card",
    "run.py": b"print('never')",
}
# huggingface_hub writes whole chunks only, so that a download goes on at the last one.
CHUNK = 10 * 2**20
LONG_WEIGHTS = bytes(range(256)) * (CHUNK // 256 + 4)
_PROGRAM = """
import sys
from cssgen.errors import ModelError
from cssgen.models.pull import pull
try:
    lock = pull(sys.argv[1], revision=sys.argv[2], tokenizer=sys.argv[3])
except ModelError as error:
    sys.exit(f"ModelError: {error}")
print(*(source.commit for source in lock.sources))
"""

Pull = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def pull(hub: Hub, store: Path, tmp_path: Path) -> Pull:
    """Pull in a process that knows no other Hub."""

    def run(
        name: str = "me/model", revision: str = "", tokenizer: str = "", **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "TRANSF"))}
        environment |= {"HF_ENDPOINT": hub.url, "HF_HOME": str(tmp_path / "hf"), **variables}
        command = [sys.executable, "-c", _PROGRAM, name, revision, tokenizer]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)

    return run


def _ranges(hub: Hub) -> list[str]:
    """The parts of the weights that were asked for."""
    return [wanted for _, path, wanted in hub.requests if path.endswith("model.safetensors") and wanted]


def _read(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()
    }


def test_pull(hub: Hub, pull: Pull, store: Path) -> None:
    hub.add("me/model", FILES)
    run = pull()
    assert (run.returncode, run.stdout.strip()) == (0, "c" * 40), run.stderr
    directory = store / "me--model"
    found = _read(directory)
    lock = json.loads(found.pop(LOCK))
    assert found == {f"weights/{name}": data for name, data in FILES.items() if name != "run.py"}
    assert lock["sources"] == [{"repo": "me/model", "revision": "main", "commit": "c" * 40}]
    assert lock["files"]["weights/model.safetensors"]["size"] == len(WEIGHTS)
    assert verify("me/model") == []
    # No progress bars where there is no terminal.
    assert run.stderr == ""


def test_weights_and_tokenizer_of_two_repositories(hub: Hub, pull: Pull, store: Path) -> None:
    hub.add("alecsharpie/codegen_350m_css", {"config.json": b"{}", "pytorch_model.bin": WEIGHTS})
    hub.add("Salesforce/codegen-350M-multi", {**FILES, "vocab.json": b"{}"}, "d" * 40)
    run = pull("codegen-css-350m")
    assert run.stdout.split() == ["c" * 40, "d" * 40], run.stderr
    lock = read_lock(store / "codegen-css-350m")
    assert lock is not None
    assert sorted(lock.files) == [
        "tokenizer/tokenizer.json",
        "tokenizer/vocab.json",
        "weights/config.json",
        "weights/pytorch_model.bin",
    ]
    assert lock.family == "plain"
    [status] = [status for status in list_models() if status.model.name == "codegen-css-350m"]
    assert status.lock == lock


def test_a_cut_connection_goes_on_where_it_broke(hub: Hub, pull: Pull, store: Path) -> None:
    hub.add("me/model", {**FILES, "model.safetensors": LONG_WEIGHTS})
    hub.cuts = [len(LONG_WEIGHTS) - 1]
    run = pull()
    assert run.returncode == 0, run.stderr
    assert _ranges(hub) == [f"bytes={CHUNK}-"]
    assert verify("me/model") == []


def test_a_broken_download_never_looks_complete_and_goes_on_later(hub: Hub, pull: Pull, store: Path) -> None:
    hub.add("me/model", {**FILES, "model.safetensors": LONG_WEIGHTS})
    hub.cuts = [len(LONG_WEIGHTS) - 1] + [0] * 20
    run = pull()
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].startswith("ModelError: cannot download me/model")
    assert not (store / "me--model").exists()
    hub.cuts.clear()
    hub.requests.clear()
    assert pull().returncode == 0
    assert _ranges(hub) == [f"bytes={CHUNK}-"]
    assert (store / "me--model" / "weights" / "model.safetensors").read_bytes() == LONG_WEIGHTS


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_a_wrong_digest_is_refused(hub: Hub, pull: Pull, store: Path, name: str) -> None:
    hub.add("me/model", FILES)
    hub.spoilt = {name}
    run = pull()
    assert f"the download of {name} is damaged" in run.stderr
    assert not (store / "me--model").exists()
    hub.spoilt = set()
    assert pull().returncode == 0
    assert verify("me/model") == []


def test_a_model_stays_at_its_commit(hub: Hub, pull: Pull, store: Path) -> None:
    repo = hub.add("me/model", FILES)
    pull()
    repo.commits["d" * 40] = {**FILES, "model.safetensors": WEIGHTS[::-1]}
    repo.revisions |= {"main": "d" * 40, "v2": "d" * 40}
    hub.requests.clear()
    assert pull().stdout.strip() == "c" * 40
    # It is there already, so nobody is asked.
    assert hub.requests == []
    (store / "me--model" / "weights" / "config.json").unlink()
    assert pull().stdout.strip() == "c" * 40
    assert verify("me/model") == []
    assert pull(revision="v2").stdout.strip() == "d" * 40
    assert (store / "me--model" / "weights" / "model.safetensors").read_bytes() == WEIGHTS[::-1]


def test_another_file_at_the_same_commit_is_refused(hub: Hub, pull: Pull, store: Path) -> None:
    repo = hub.add("me/model", FILES)
    pull()
    repo.commits["c" * 40] = {**FILES, "model.safetensors": WEIGHTS[::-1]}
    (store / "me--model" / "weights" / "model.safetensors").unlink()
    assert "not those that were pulled before" in pull().stderr
    assert verify("me/model") == ["weights/model.safetensors is missing"]


def test_a_token_opens_a_private_repository(hub: Hub, pull: Pull) -> None:
    token = hub.add("me/model", FILES).token = "hf_aRandomOne"
    assert "the Hub has no me/model, or HF_TOKEN may not read it" in pull().stderr
    assert pull(HF_TOKEN=token).returncode == 0


def test_a_proxy_is_used(hub: Hub, pull: Pull) -> None:
    hub.add("me/model", FILES)
    run = pull(HF_ENDPOINT="http://hub.invalid", HTTP_PROXY=hub.url, http_proxy=hub.url, NO_PROXY="", no_proxy="")
    # The loopback server takes the place of the proxy, which is asked for absolute addresses.
    assert any("hub.invalid" in path for _, path, _ in hub.requests)
    assert "ModelError" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"name": "me/other"}, "the Hub has no me/other", id="no such repository"),
        pytest.param({"revision": "v9"}, "me/model has no revision v9", id="no such revision"),
        pytest.param({"name": "nonsense"}, "no model is called 'nonsense'", id="no id"),
        pytest.param({"name": "default"}, "nothing to pull", id="the default model"),
        pytest.param({"name": "me/bare"}, "me/bare has no weights", id="no weights"),
        pytest.param({"name": "me/untold"}, "me/untold has no tokenizer", id="no tokenizer"),
        pytest.param({"HF_HUB_OFFLINE": "1"}, "HF_HUB_OFFLINE is set", id="offline"),
        pytest.param({"HF_ENDPOINT": "http://127.0.0.1:9"}, "cannot download me/model", id="nobody listens"),
    ],
)
def test_what_goes_wrong_is_said_in_one_line(
    hub: Hub, pull: Pull, store: Path, arguments: dict[str, str], message: str
) -> None:
    hub.add("me/model", FILES)
    hub.add("me/bare", {"config.json": b"{}", "tokenizer.json": b"{}"})
    hub.add("me/untold", {"config.json": b"{}", "model.safetensors": WEIGHTS})
    run = pull(**arguments)
    assert run.returncode == 1
    [line] = [line for line in run.stderr.splitlines() if line.startswith("ModelError")]
    assert message in line
    assert "Traceback" not in run.stderr
    assert list(store.glob("[!.]*")) == []


@pytest.mark.parametrize(
    ("names", "part", "chosen"),
    [
        pytest.param(
            ["config.json", "model.safetensors", "pytorch_model.bin", "tf_model.h5"],
            (True, False),
            ["config.json", "model.safetensors"],
            id="no pickle where there are safetensors",
        ),
        pytest.param(
            ["config.json", "pytorch_model.bin", "training_args.bin", "optimizer.pt"],
            (True, False),
            ["config.json", "pytorch_model.bin"],
            id="weights only",
        ),
        pytest.param(
            ["model-00001-of-00002.safetensors", "model.safetensors.index.json", "onnx/model.onnx"],
            (True, False),
            ["model-00001-of-00002.safetensors", "model.safetensors.index.json"],
            id="shards",
        ),
        pytest.param(
            ["modeling_x.py", "config.json", "tokenizer.json", "merges.txt", "model.safetensors"],
            (False, True),
            ["merges.txt", "tokenizer.json"],
            id="tokenizer only, no code",
        ),
    ],
)
def test_choose_files(names: list[str], part: tuple[bool, bool], chosen: list[str]) -> None:
    assert choose_files(names, Part("weights", "me/model", *part)) == chosen
