"""What the commands that train share: options that say what computes, and the exit code of one that was stopped."""

import argparse
from typing import Final

import torch

INTERRUPTED: Final = 130  # as the command line says of Ctrl-C


def add_machine(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--threads", type=int, default=0, help="of the processor; 0 takes what PyTorch finds")
    parser.add_argument("--device", default="auto", help="such as `cuda:1`; `auto` takes the fastest kind here")


def set_threads(arguments: argparse.Namespace) -> None:
    """Use as many threads as was asked for."""
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
