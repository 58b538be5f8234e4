"""The only door to a language model: engines that turn contexts into candidates."""

import os

# The wheels of ONNX Runtime send usage data to their maker, and keep it in the user's cache meanwhile, from the moment
# they are imported. `setdefault` would let an empty value through.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
