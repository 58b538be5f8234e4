"""The judge of CSS: what is wrong with a stylesheet, a declaration, a candidate."""
