"""A package that is installed, and raises as it is imported."""

import builtins
import sys
from importlib.util import find_spec

import djguard_trace


class Broken(AttributeError, RuntimeError, TypeError, ValueError, LookupError):
    """All that a handler may be made to take, but no ImportError: that is what a guard is for."""


def install(request):
    """Break `request["broken"]["package"]`: for everybody, or for the imports in `request["broken"]["file"]` alone.

    The first line of the project that asks for it then is handed over as `broken import`.
    """
    package, file = request["broken"]["package"], request["broken"]["file"]
    if find_spec(package) is None:
        return
    seen = []

    def fail():
        if not seen:
            seen.append(line_asking(request["root"]))
            request["saw"]("broken import", seen[0])
        raise Broken(package + " was made to raise as it is imported")

    if file is None:
        sys.meta_path.insert(0, Finder(package, fail))
    else:
        replace_import(package, file, fail)


def line_asking(root):
    """Return `[file, line]` of the innermost frame of the project's own code, or None."""
    frame = sys._getframe()
    while frame is not None:
        file = djguard_trace.own(frame.f_code.co_filename, root)
        if file is not None:
            return [file, frame.f_lineno]
        frame = frame.f_back
    return None


class Finder:
    """Finds a package as the others do, and then has it raise."""

    def __init__(self, package, fail):
        self.package = package
        self.fail = fail

    def find_spec(self, name, path=None, target=None):
        if name != self.package:
            return None
        others = [finder for finder in sys.meta_path if finder is not self and hasattr(finder, "find_spec")]
        found = next(filter(None, (finder.find_spec(name, path, target) for finder in others)), None)
        if found is not None:
            found.loader = self
        return found

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        self.fail()


def replace_import(package, file, fail):
    original = builtins.__import__

    def asked(name, globals=None, locals=None, fromlist=(), level=0):
        if level == 0 and name.split(".")[0] == package and (globals or {}).get("__file__") == file:
            fail()
        return original(name, globals, locals, fromlist, level)

    builtins.__import__ = asked


def is_behind(error, causes):
    """Whether an exception comes from a broken package."""
    return any(isinstance(link, Broken) for link in causes(error))
