"""Kinds of faults and of hostile input that `benchmarks/reliability.py` tries, and what they have in common."""
