"""Log files that can't be opened on this machine, such as those of a production server's folders."""

import logging
import os

lost = {}


def spare():
    """Have handlers of such files write nowhere, so that a project starts all the same; note each file."""
    opening = logging.FileHandler._open

    def opened(handler):
        try:
            return opening(handler)
        except OSError:
            lost[os.fspath(handler.baseFilename)] = True
            return open(os.devnull, "a")

    logging.FileHandler._open = opened
