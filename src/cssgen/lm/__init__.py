"""The only door to a language model: engines that turn contexts into candidates."""
