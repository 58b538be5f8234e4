"""A twin of the seed model, small, and what the engines make of it."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from cssgen.convert.codegen import convert_codegen
from cssgen.lm.hf_tokenizer import HFTokenizer
from cssgen.lm.ll_tokenizer import LLTokenizer
from cssgen.lm.onnx_model import OnnxModel
from cssgen.lm.torch_model import TorchModel

_BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
TRAINING_TEXT = """
/* keep the header at the top */
.header { position: sticky; top: 0; z-index: 10; background: var(--surface); }
@media (min-width: 40em) { .card:hover { color: #fff; transform: translateY(-2px); } }
a { color: red; } /* é ü 日本 */
"""


@pytest.fixture(scope="session")
def make_twin() -> ModuleType:
    """The script `benchmarks/make_twin.py`."""
    spec = importlib.util.spec_from_file_location("make_twin", _BENCHMARKS / "make_twin.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up.
    sys.modules["make_twin"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def twin(make_twin: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`weights`, `pickled` and `tokenizer` of a small CodeGen model with a vocabulary of 400 tokens."""
    directory = tmp_path_factory.mktemp("twin")
    make_twin.write_twin(directory, make_twin.SMALL, make_twin.train_vocabulary(TRAINING_TEXT, 362))
    return directory


@pytest.fixture(scope="session")
def onnx_twin(twin: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The twin, converted for ONNX Runtime."""
    directory = tmp_path_factory.mktemp("onnx_twin")
    convert_codegen(twin / "weights", directory, tokenizer=twin / "tokenizer")
    return directory


@pytest.fixture(scope="session")
def onnx_model(onnx_twin: Path) -> OnnxModel:
    """The twin on ONNX Runtime."""
    return OnnxModel(onnx_twin, threads=1)


@pytest.fixture(scope="session")
def torch_model(twin: Path) -> TorchModel:
    """The twin on torch."""
    return TorchModel(twin / "weights", device="cpu", dtype="float32")


@pytest.fixture(scope="session")
def compiled_model(twin: Path) -> TorchModel:
    """The same, compiled by a backend that runs what it is given: only the shapes and caches are others."""
    return TorchModel(twin / "weights", device="cpu", dtype="float32", compile=True, backend="eager")


@pytest.fixture(scope="session")
def ll_tokenizer(onnx_twin: Path) -> LLTokenizer:
    """Its tokenizer, read by llguidance."""
    return LLTokenizer(onnx_twin)


@pytest.fixture(scope="session")
def hf_tokenizer(twin: Path) -> HFTokenizer:
    """Its tokenizer, read by transformers."""
    return HFTokenizer(twin / "tokenizer", twin / "weights")
