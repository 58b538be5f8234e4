"""No command but `cssgen model pull` uses the network."""

import os

_SETTINGS = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


def forbid_network() -> None:
    """Keep Hugging Face's libraries offline. They read these variables when they are imported: call it before."""
    os.environ |= _SETTINGS
