"""What holds for all tests."""

import signal

# Whoever starts the tests in the background of a shell has them, and all that they start, ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
