"""npm packages for tests: those of the lock beside this file."""
