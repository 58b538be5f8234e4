"""What models have written, by all that decides what they write: the second time costs no model."""
