"""Models on disk: which there are, where they come from, and which engine runs them."""
