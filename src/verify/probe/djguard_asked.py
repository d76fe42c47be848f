"""What a project asks for and does not get: environment variables, and modules of its own."""

import os
import re
import sys

# What git commonly does not keep: settings of one machine.
PRIVATE = re.compile(r"local|secret|private|credential", re.IGNORECASE)
unset, absent = {}, {}


def watch(root):
    """Note from now on which variables are read in vain, and which modules in the project's folder are not there."""
    kind = type(os.environ)
    read = kind.__getitem__

    def watched(self, name):
        try:
            return read(self, name)
        except KeyError:
            unset[name] = True
            raise

    kind.__getitem__ = watched
    sys.meta_path.append(Absent(root))


class Absent:
    """The last of all finders, which is asked where no other has found a module."""

    def __init__(self, root):
        self.root = root

    def find_spec(self, name, path=None, target=None):
        place = self.asking()
        is_own = any(is_below(str(folder), self.root) for folder in path or [])
        if place is not None and (is_own or (path is None and PRIVATE.search(name))):
            absent.setdefault(name, place)
        return None

    def asking(self):
        """Return the file and the line of the project's own that imports, or None where others do."""
        frame = sys._getframe(2)
        while frame is not None and "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        if frame is None or not is_below(frame.f_code.co_filename, self.root):
            return None
        return os.path.relpath(frame.f_code.co_filename, self.root).replace(os.sep, "/"), frame.f_lineno


def is_below(path, root):
    return os.path.abspath(path).startswith(root + os.sep) and "site-packages" not in path


def modules_not_there():
    """Return `[module, file, line]` of each, where it was first asked for."""
    return [[name, file, line] for name, (file, line) in absent.items() if sys.modules.get(name) is None]
