"""Settings to the model that they name: loaded when the first context comes, not before."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cssgen.candidates import Candidate
from cssgen.contexts import Context
from cssgen.directories import cache_directory
from cssgen.errors import ModelError
from cssgen.heap import give_back, keep_small
from cssgen.settings import Settings

Loaded = Callable[[Sequence[Context], Callable[[int], object] | None], Sequence[Sequence[Candidate]]]
"""A model that is ready: contexts, and what to call with the number of those that are done."""

_MANY = 32  # contexts

if TYPE_CHECKING:
    from cssgen.lm.engine import Engine
    from cssgen.lm.hf_tokenizer import HFTokenizer
    from cssgen.lm.interfaces import CausalLM
    from cssgen.lm.ll_tokenizer import LLTokenizer
    from cssgen.models.resolve import ModelSpec


class LazyEngine:
    """`cssgen.candidates.Generate` for the model of some settings.

    Nothing is imported or read before the first context.

    Args:
        settings: name the model, and say how it is asked.
        check: called before each step of the model; what it raises ends the generation.
        wrap: puts something between decoding and a model that runs here, such as what measures it.

    Attributes:
        name: what runs the model, for reports; empty until it is loaded.
        model: name and digest of the model, likewise.
    """

    def __init__(
        self,
        settings: Settings,
        check: Callable[[], object] | None = None,
        wrap: "Callable[[CausalLM], CausalLM] | None" = None,
    ) -> None:
        self.name = ""
        self.model = ""
        self._settings = settings
        self._check = check
        self._wrap = wrap
        self._engine: Loaded | None = None

    def __call__(
        self, contexts: Sequence[Context], on_done: Callable[[int], object] | None = None
    ) -> Sequence[Sequence[Candidate]]:
        """For each context its candidates, the best first.

        Args:
            contexts: what is asked for.
            on_done: called with the number of contexts whenever that many more are done.

        Raises:
            ModelError: if the model is not there, or cannot be run here.
        """
        offered = self.load()(contexts, on_done)
        if len(contexts) >= _MANY:
            # There may be more to come, and each batch begins anew.
            give_back()
        return offered

    def load(self) -> Loaded:
        """Load the model, the first time; one behind a server is not asked yet.

        Raises:
            ModelError: if it is not there, or cannot be run here.
        """
        if self._engine is None:
            try:
                self._engine = self._open()
            except ModuleNotFoundError as error:
                raise ModelError(f"cannot fill here: {error.name} is not installed; not every system has it") from error
        return self._engine

    def _open(self) -> Loaded:
        # The products of the encoder are small: threads of numpy's that wait for each other by spinning cost more than
        # they give, and on a machine that does other work far more. It counts before numpy is imported.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        keep_small()
        from cssgen.offering import Offer
        from cssgen.suggestions import prepare

        return Offer(self._open_writer(), partial(suggest, most=self._settings.suggestions), prepare)

    def _open_writer(self) -> Loaded:
        """What writes: a server, a model here, or nothing, if no candidates of a model are wanted."""
        settings = self._settings
        if settings.server_url:
            from cssgen.remote.opening import open_server

            self.name, self.model = "server", settings.server_model
            return open_server(settings, self._check)
        from cssgen.models.resolve import resolve_model

        spec = resolve_model(**model_arguments(settings))
        self.name, self.model = spec.engine, f"{spec.name}@{spec.digest[:12]}"
        if not settings.candidates:
            return _write_nothing
        if settings.limits_memory_mb and _measure(spec.directory) > settings.limits_memory_mb * 1_000_000:
            return _refuse_memory
        engine = self._open_engine(spec)
        if resolve_model(**model_arguments(settings)).digest != spec.digest:
            raise ModelError(f"the model {spec.name} was changed while it was loaded: run it again")
        return engine

    def _open_engine(self, spec: "ModelSpec") -> "Engine":
        from cssgen.lm.budgets import Budget
        from cssgen.lm.constraining import Constrain
        from cssgen.lm.engine import Engine, GenerationOptions
        from cssgen.lm.interruptible import InterruptibleModel

        settings = self._settings
        model, tokenizer = open_model(spec)
        model = self._wrap(model) if self._wrap else model
        options = GenerationOptions(
            candidates=settings.candidates,
            max_new_tokens=settings.max_new_tokens,
            temperature=settings.temperature,
            seed=settings.seed,
            budget=Budget(settings.limits_seconds, settings.limits_memory_mb),
        )
        return Engine(
            InterruptibleModel(model, self._check) if self._check else model,
            tokenizer,
            partial(render_with_recipes, family=spec.family, recipes=settings.recipes),
            options,
            constrain=Constrain(tokenizer.handle, spec.family),
        )


def model_arguments(settings: Settings) -> dict[str, Any]:
    """The settings that `cssgen.models.resolve.resolve_model` takes."""
    return {
        "name": settings.model,
        "revision": settings.revision,
        "tokenizer": settings.tokenizer,
        "engine": settings.engine,
        "device": settings.device,
        "dtype": settings.dtype,
        "compile": settings.compile,
        "precision": settings.precision,
    }


def _write_nothing(
    contexts: Sequence[Context], on_done: Callable[[int], object] | None = None
) -> Sequence[Sequence[Candidate]]:
    if on_done is not None:
        on_done(len(contexts))
    return [[] for _ in contexts]


def _refuse_memory(
    contexts: Sequence[Context], on_done: Callable[[int], object] | None = None
) -> Sequence[Sequence[Candidate]]:
    """What a model writes that is larger than the memory that it may take."""
    return [[Candidate("", None, "length", cut_by="memory")] for _ in _write_nothing(contexts, on_done)]


def _measure(directory: Path) -> int:
    """Bytes of the files of a model, about which it takes at least."""
    return sum(path.stat().st_size for path in directory.iterdir() if path.is_file())


def render_with_recipes(
    context: Context, *, count: Callable[[str], int], budget: int, family: str, recipes: int
) -> str:
    """The prompt of a context, with the recipes that are nearest to it."""
    from cssgen.prompts import render_prompt
    from cssgen.suggestions import choose_shown

    return render_prompt(context, family, count=count, budget=budget, recipes=choose_shown(context, recipes))


def suggest(context: Context, *, most: int) -> list[Candidate]:
    """Texts made of the nearest recipes; none for a marker whose seed asks for something else."""
    from cssgen.suggestions import find

    if context.marker.options.seed is not None or not most:
        return []
    found = find(context).suggestions[:most]
    return [Candidate(draft.text, source=draft.source, nearness=draft.nearness) for draft in found]


def open_model(spec: "ModelSpec") -> "tuple[CausalLM, LLTokenizer | HFTokenizer]":
    """Load a model and its tokenizer.

    Raises:
        ModelError: if that fails.
    """
    return _OPENERS[spec.engine](spec)


def _open_onnx(spec: "ModelSpec") -> "tuple[CausalLM, LLTokenizer]":
    from cssgen.lm.ll_tokenizer import LLTokenizer
    from cssgen.lm.onnx_model import OnnxModel

    return OnnxModel(_graph_directory(spec)), LLTokenizer(spec.tokenizer, spec.directory)


def _graph_directory(spec: "ModelSpec") -> Path:
    """Where the graph of a model lies, converted if need be."""
    if not spec.needs_graph:
        return spec.directory
    from cssgen.convert.graphs import provide_graph

    try:
        return provide_graph(spec.directory, spec.digest, spec.precision)
    except OSError as error:
        raise ModelError(f"cannot write the converted model: {error}; set CSSGEN_CACHE to another folder") from error


def _open_torch(spec: "ModelSpec") -> "tuple[CausalLM, HFTokenizer]":
    from cssgen.lm.hf_tokenizer import HFTokenizer
    from cssgen.lm.torch_model import TorchModel

    if spec.compile:
        # torch's own place is a temporary one whose name others can guess, and it runs what lies there.
        os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(cache_directory() / "compiled"))
    model = TorchModel(spec.directory, device=spec.device, dtype=spec.dtype, compile=spec.compile)
    return model, HFTokenizer(spec.tokenizer, spec.directory)


_OPENERS: "dict[str, Callable[[ModelSpec], tuple[CausalLM, LLTokenizer | HFTokenizer]]]" = {
    "onnx": _open_onnx,
    "torch": _open_torch,
}
