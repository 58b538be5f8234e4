"""What may be imported without paying for a model."""

import subprocess
import sys

import pytest

_HEAVY = ("numpy", "onnxruntime", "llguidance", "torch", "transformers", "huggingface_hub", "tokenizers", "onnx")


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        pytest.param("cssgen.lm", (), id="package of engines"),
        pytest.param("cssgen.models.resolve", (), id="models on disk"),
        pytest.param("cssgen.models.pull", (), id="pull"),
        pytest.param("cssgen.models.environment", (), id="doctor"),
        pytest.param("cssgen.lm.onnx_model", ("numpy", "onnxruntime"), id="ONNX engine"),
        pytest.param("cssgen.lm.ll_tokenizer", ("llguidance",), id="its tokenizer"),
        pytest.param("cssgen.lm.engine", ("numpy",), id="engine"),
    ],
)
def test_imports_are_light(module: str, allowed: tuple[str, ...]) -> None:
    probe = f"import sys, {module}; print(*[name for name in {_HEAVY} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) <= set(allowed)
