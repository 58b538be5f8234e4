"""Builds `src/cssgen/data/css-spec.json` from the npm packages that carry the specifications."""
