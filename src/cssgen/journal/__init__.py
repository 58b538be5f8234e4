"""The journal of fills that were written: each can be taken back while its text is as it was, without git."""
