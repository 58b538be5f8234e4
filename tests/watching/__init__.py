"""Tests of `cssgen.watching` and `cssgen watch`."""
