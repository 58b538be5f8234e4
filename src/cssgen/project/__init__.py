"""What the stylesheets of a project say: custom properties, and rules with a comment before them."""

from cssgen.project.surroundings import Surroundings

__all__ = ["Surroundings"]
