"""Tests of `cssgen.sharing`."""
