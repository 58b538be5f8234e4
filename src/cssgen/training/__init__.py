"""How the default model is made; imported by `cssgen train` alone."""
