"""Grammars of what may be written at a marker, made of the same specification data that the validator reads."""

from cssgen.grammar.productions import Grammar, is_known, render_grammar, render_value_grammar

__all__ = ["Grammar", "is_known", "render_grammar", "render_value_grammar"]
