"""Names and directories to models and engines, and what is said when that fails."""

import shutil
from pathlib import Path

import pytest

from cssgen.errors import ModelError
from cssgen.models import registry, resolve, store
from cssgen.models.environment import describe_environment
from cssgen.models.export import export
from cssgen.models.lock import LOCK, Source, write_lock
from cssgen.models.resolve import resolve_model
from cssgen.models.store import digest_directory, list_models, remove, verify

COMMIT = "c0ffee" + "0" * 34


def _write(directory: Path, **files: str) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (directory / name.replace("_", ".")).write_text(text)
    return directory


@pytest.fixture
def pulled(store: Path) -> Path:
    """The registered model, as `pull` leaves it; what its files say is not asked here."""
    directory = store / "codegen-css-350m"
    _write(directory / "weights", config_json="{}", model_safetensors="1234")
    _write(directory / "tokenizer", tokenizer_json="{}")
    sources = tuple(Source(repo, "main", COMMIT) for repo in ("alecsharpie/codegen_350m_css", "Sales/tokenizer"))
    write_lock(directory, "codegen-css-350m", "plain", sources)
    return directory


@pytest.fixture
def default(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A default model in place of the one that ships."""
    directory = _write(tmp_path / "default", config_json="{}", model_onnx="graph", tokenizer_json="{}")
    write_lock(directory, "default", "cssgen")
    monkeypatch.setattr(registry, "DEFAULT_DIRECTORY", directory)
    monkeypatch.setattr("cssgen.models.store.DEFAULT_DIRECTORY", directory)
    return directory


@pytest.fixture(autouse=True)
def with_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were installed: nothing here loads a model."""
    monkeypatch.setattr(resolve, "has_torch", lambda: True)


@pytest.fixture
def without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were not installed."""
    monkeypatch.setattr(resolve, "has_torch", lambda: False)


@pytest.mark.parametrize("name", ["codegen-css-350m", "alecsharpie/codegen_350m_css"])
def test_a_pulled_model(pulled: Path, name: str) -> None:
    spec = resolve_model(name)
    assert (spec.directory, spec.tokenizer) == (pulled / "weights", pulled / "tokenizer")
    assert (spec.engine, spec.family) == ("torch", "plain")
    assert verify(name) == []


def test_the_default_model(default: Path) -> None:
    spec = resolve_model()
    assert (spec.directory, spec.tokenizer) == (default, default)
    assert (spec.engine, spec.family) == ("onnx", "cssgen")


def test_a_directory(store: Path, tmp_path: Path) -> None:
    directory = _write(tmp_path / "mine", config_json='{"prompt_family": "cssgen"}', model_safetensors="")
    spec = resolve_model(str(directory), device="cpu", dtype="float32")
    assert (spec.directory, spec.family, spec.engine) == (directory, "cssgen", "torch")
    assert (spec.device, spec.dtype) == ("cpu", "float32")


def test_a_directory_goes_before_an_id_of_the_hub(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path / "me" / "model", config_json="{}")
    monkeypatch.chdir(tmp_path)
    assert resolve_model("me/model").directory == Path("me/model")


def test_another_tokenizer(pulled: Path, tmp_path: Path) -> None:
    directory = _write(tmp_path / "tokens", tokenizer_json="{}")
    assert resolve_model("codegen-css-350m", tokenizer=str(directory)).tokenizer == directory
    mine = _write(tmp_path / "mine", config_json="{}")
    assert resolve_model(str(mine), tokenizer="codegen-css-350m").tokenizer == pulled / "tokenizer"


@pytest.mark.usefixtures("without_torch")
def test_a_graph_runs_without_torch(store: Path, tmp_path: Path) -> None:
    directory = _write(tmp_path / "mine", config_json="{}", model_onnx="graph")
    assert resolve_model(str(directory)).engine == "onnx"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"name": "codegen-css-350m"}, "run `cssgen model pull codegen-css-350m`", id="not pulled"),
        pytest.param({"name": "me/model"}, "run `cssgen model pull me/model`", id="an id that was not pulled"),
        pytest.param({"name": "nonsense"}, "no model is called 'nonsense'", id="no such name"),
    ],
)
def test_what_is_not_here(store: Path, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(ModelError, match=message) as caught:
        resolve_model(**arguments)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("without_torch")
def test_without_torch(pulled: Path) -> None:
    with pytest.raises(ModelError, match=r"pip install 'cssgen\[torch\]'"):
        resolve_model("codegen-css-350m")


def test_without_a_graph(pulled: Path) -> None:
    with pytest.raises(ModelError, match=r"no model\.onnx"):
        resolve_model("codegen-css-350m", engine="onnx")


@pytest.mark.parametrize("revision", ["", "c0ffee", COMMIT])
def test_the_revision_that_is_here(pulled: Path, revision: str) -> None:
    assert resolve_model("codegen-css-350m", revision=revision).digest


def test_another_revision_than_is_here(pulled: Path) -> None:
    with pytest.raises(ModelError, match="run `cssgen model pull codegen-css-350m --revision abc`"):
        resolve_model("codegen-css-350m", revision="abc")


def test_a_truncated_file_is_noticed_at_once(pulled: Path) -> None:
    (pulled / "weights" / "model.safetensors").write_text("123")
    with pytest.raises(ModelError, match="is damaged"):
        resolve_model("codegen-css-350m")


def test_an_altered_file_is_noticed_by_verify(pulled: Path) -> None:
    (pulled / "weights" / "model.safetensors").write_text("4321")
    resolve_model("codegen-css-350m")
    assert verify("codegen-css-350m") == ["weights/model.safetensors has another SHA-256"]


def test_an_altered_default_model_is_noticed(default: Path) -> None:
    resolve_model()
    (default / "model.onnx").write_text("grape")
    with pytest.raises(ModelError, match="damaged"):
        resolve_model()


def test_a_download_without_lock_is_no_model(pulled: Path) -> None:
    (pulled / LOCK).unlink()
    with pytest.raises(ModelError, match="is not here"):
        resolve_model("codegen-css-350m")
    with pytest.raises(ModelError, match="is not here"):
        verify("codegen-css-350m")


def test_the_digest_of_a_directory_is_that_of_its_contents(store: Path, tmp_path: Path) -> None:
    first = _write(tmp_path / "a", config_json="{}")
    second = _write(tmp_path / "b", config_json="{}")
    assert digest_directory(first) == digest_directory(second) == write_lock(first, "a", "plain").digest
    (second / "config.json").write_text('{"n": 1}')
    assert digest_directory(first) != digest_directory(second)


def test_a_store_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CSSGEN_MODELS", str(tmp_path / "file"))
    directory = _write(tmp_path / "a", config_json="{}")
    assert digest_directory(directory) == digest_directory(directory)


def test_list_and_remove(pulled: Path, default: Path, store: Path) -> None:
    shutil.copytree(pulled, store / "me--model")
    write_lock(store / "me--model", "me/model", "plain", (Source("me/model", "v1", COMMIT),))
    found = {status.model.name: status.lock is not None for status in list_models()}
    assert found == {"default": True, "codegen-css-350m": True, "me/model": True}
    assert remove("me/model")
    assert not remove("me/model")
    assert remove("codegen-css-350m")
    found = {status.model.name: status.lock is not None for status in list_models()}
    assert found == {"default": True, "codegen-css-350m": False}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("default", "cannot be removed", id="the default model"),
        pytest.param("nonsense", "no model is called", id="no model"),
    ],
)
def test_what_cannot_be_removed(store: Path, name: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        remove(name)


def test_a_name_cannot_leave_the_store(store: Path) -> None:
    for name in ("../..", "../x", "a/../..", "/etc", ""):
        with pytest.raises(ModelError, match="no model is called"):
            remove(name)


def test_export(pulled: Path, tmp_path: Path) -> None:
    export(resolve_model("codegen-css-350m"), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "config.json",
        "model.safetensors",
        "tokenizer.json",
    ]
    with pytest.raises(ModelError, match="is not empty"):
        export(resolve_model("codegen-css-350m"), tmp_path / "out")


def test_environment(pulled: Path) -> None:
    found = describe_environment("codegen-css-350m", device="cuda")
    assert found.versions["onnxruntime"]
    assert found.store == pulled.parent
    assert found.spec is not None
    assert (found.spec.engine, found.problem) == ("torch", "")
    assert found.device == "cuda"


def test_environment_probes_the_devices(pulled: Path) -> None:
    torch_model = pytest.importorskip("cssgen.lm.torch_model")
    assert describe_environment("codegen-css-350m", probe=True).device == torch_model.best_device()


def test_environment_without_a_model(store: Path) -> None:
    found = describe_environment("codegen-css-350m")
    assert found.spec is None
    assert "cssgen model pull" in found.problem


def test_environment_of_the_default_model(default: Path) -> None:
    assert describe_environment().device == "cpu"
    assert store.store_directory().name == "models"
