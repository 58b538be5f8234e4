"""The loaded model of a watcher, lent to other processes of the same user over a socket.

Contexts go in, candidates come out, as at the seam of `cssgen.candidates`; whoever asked judges them like those of its
own model. A watcher lends only to those who would have written by the very same: see `sockets.name_socket`.
"""
