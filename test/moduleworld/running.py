"""Runs one module of a project, and takes out the names of all modules that it loads."""

import importlib
import signal
import sys
import types

from loading import Project, Tool, enter


class TimeLimit(BaseException):
    """The module ran longer than it may."""


def stop(*_):
    raise TimeLimit


def run(name, files, packages, absent, seconds=2.0):
    """The values of the loaded modules by their names, and the error that ended it, or None."""
    enter(files, packages, absent)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)
    try:
        importlib.import_module(name)
        return values(), None
    except TimeLimit:
        return {}, "ran into the time limit"
    except BaseException as error:
        return {}, f"{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def values():
    found = {}
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if file[1:] in Project.files:
            for key, value in list(vars(module).items()):
                if not key.startswith("__"):
                    found[f"{name}:{key}"] = describe(value)
    return found


def describe(value):
    """A copy of a value that two runs can be compared by."""
    if isinstance(value, type):
        parts = {key: describe(part) for key, part in vars(value).items() if not key.startswith("__")}
        return {"class": value.__name__, "bases": [base.__name__ for base in value.__bases__], "parts": parts}
    if isinstance(value, Tool):
        return f"{value.__name__}."
    if isinstance(value, types.ModuleType):
        return f"module {value.__name__}"
    if callable(value):
        module = getattr(value, "__module__", None) or ""
        name = getattr(value, "__name__", "?")
        return f"{module}.{name}()" if module.partition(".")[0] in Project.packages else f"function {name}"
    if isinstance(value, dict):
        return {str(key): describe(part) for key, part in value.items()}
    if isinstance(value, (set, frozenset)):
        return {"set": sorted(describe(part) for part in value)}
    if isinstance(value, (list, tuple)):
        return [describe(part) for part in value]
    return value if isinstance(value, (str, int, float, type(None))) else repr(value)
