"""Checkpoints to what the ONNX engine runs. Needed when a model is made, never when it is used."""
