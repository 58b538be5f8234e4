"""Settings to the engine behind a server, without a connection."""

import os
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from cssgen.contexts import Context
from cssgen.errors import ModelError
from cssgen.remote.engine import ServerEngine, ServerOptions
from cssgen.remote.retrying import Retries
from cssgen.remote.transport import Endpoint, TransientError, request
from cssgen.settings import Settings, UntrustedURL

KEY_VARIABLE = "CSSGEN_SERVER_API_KEY"
HOSTS_VARIABLE = "CSSGEN_SERVER_HOSTS"
_PROMPT_CHARACTERS = 4_000  # whatever the model's tokens are, a window of 2,048 of them holds that and an answer


def open_server(settings: Settings, check: Callable[[], object] | None = None) -> ServerEngine:
    """The engine that asks the server of some settings.

    Raises:
        ModelError: if the settings do not name the model, with the names that the server has, or if there is a key
            and only a configuration file says whom it goes to.
    """
    endpoint = Endpoint(settings.server_url, _read_key(settings.server_url), settings.server_timeout)
    if not settings.server_model:
        raise ModelError(f"name the model of the server as `server-model`{_list_models(endpoint)}")
    options = ServerOptions(
        model=settings.server_model,
        api=settings.server_api,
        dialect=settings.server_grammar,
        concurrency=settings.server_concurrency,
        retries=Retries(settings.server_retries),
        candidates=settings.candidates,
        max_new_tokens=settings.max_new_tokens,
        temperature=settings.temperature,
        seed=settings.seed,
        seconds=settings.limits_seconds,
    )
    return ServerEngine(endpoint, options, partial(_render_prompt, recipes=settings.recipes), _render_grammar, check)


def _read_key(url: str) -> str:
    """The key of the environment: for a host that the user named, not for one that a repository did."""
    key = os.environ.get(KEY_VARIABLE, "")
    hosts = os.environ.get(HOSTS_VARIABLE, "").lower().replace(",", " ").split()
    host = urlsplit(url).hostname or ""
    if key and isinstance(url, UntrustedURL) and host not in hosts:
        raise ModelError(
            f"{KEY_VARIABLE} is not sent to {host}, which only a configuration file names: if you trust that server, "
            f"set {HOSTS_VARIABLE}={host} or give --server {url}; if not, unset the key"
        )
    return key


def _list_models(endpoint: Endpoint) -> str:
    """`: it has …`, or nothing if the server does not say."""
    try:
        models = request(endpoint, "GET", "/models").get("data")
    except TransientError:
        return ""
    listed = models if isinstance(models, list) else ()
    names = [str(model.get("id")) for model in listed if isinstance(model, dict)][:10]
    return f": it has {', '.join(names)}" if names else ""


def _render_prompt(context: Context, *, recipes: int) -> str:
    from cssgen.prompts import render_prompt
    from cssgen.suggestions import choose_shown

    return render_prompt(context, "plain", count=len, budget=_PROMPT_CHARACTERS, recipes=choose_shown(context, recipes))


def _render_grammar(context: Context) -> str:
    """The grammar of what may be written; empty where there is none, or it depends on more than one text."""
    from cssgen.grammar.productions import is_known, render_grammar
    from cssgen.productions import Production

    if context.production is Production.VALUE or not is_known(context):
        return ""
    return render_grammar(context, "plain").text
