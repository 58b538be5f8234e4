"""Models behind an OpenAI-compatible server. Nothing here falls back to a model on this machine."""
