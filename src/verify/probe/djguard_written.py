"""Which files a project writes while it starts."""

import os
import sys
import tempfile

WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
NOWHERE = ("/dev/", "/proc/", "/sys/")


class Written:
    """Hears of each file that is opened to be written, from Python 3.8 on, which tells."""

    def __init__(self, root, own):
        self._root, self._left = root, [own, tempfile.gettempdir()]
        self._paths = set()

    def start(self):
        if hasattr(sys, "addaudithook"):
            sys.addaudithook(self._hear)

    def found(self):
        """Return the files that are there now; inside of the project relative to it, and none in folders for such."""
        return sorted(filter(None, map(self._shown, self._paths)))

    def _hear(self, event, args):
        if event == "open" and isinstance(args[0], (str, bytes)) and isinstance(args[2], int) and args[2] & WRITING:
            self._paths.add(os.path.abspath(os.fsdecode(args[0])))

    def _shown(self, path):
        if not os.path.isfile(path) or path.startswith(NOWHERE) or is_in(path, self._left[0]):
            return None
        if is_in(path, self._root):
            return os.path.relpath(path, self._root).replace(os.sep, "/")
        return None if is_in(path, self._left[1]) else path


def is_in(path, folder):
    return path.startswith(os.path.join(folder, ""))
