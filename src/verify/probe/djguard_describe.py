"""Values and errors as JSON that two processes can compare."""

import hashlib
import json
import math
import os
import re
import sys
import traceback
from pathlib import PurePath

import djguard_environment

ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
DEPTH = 30
# Characters of a text, and of a whole value as JSON.
LONGEST, LARGEST = 10000, 1000000


def value(thing, places, depth=0):
    """Describe a value so that equal values get equal JSON, in any process and in any folder.

    `places` are pairs of a folder and what is written for it, the more special ones first.
    The order of a dict and a set does not count, that of a list does.
    """
    if depth > DEPTH:
        return {"too deep": type(thing).__name__}
    if thing is None or type(thing) in (bool, int):
        return thing
    if type(thing) is float:
        return thing if math.isfinite(thing) else {"float": repr(thing)}
    if type(thing) is str:
        return shortened(placed(thing, places))

    def inner(part):
        return value(part, places, depth + 1)

    if isinstance(thing, dict):
        return {kind("dict", thing): sorted(([inner(key), inner(part)] for key, part in thing.items()), key=repr)}
    if isinstance(thing, (set, frozenset)):
        return {kind("set", thing): sorted(map(inner, thing), key=repr)}
    if isinstance(thing, (bytes, bytearray)) and len(thing) > LONGEST:
        return {type(thing).__name__: digest(thing)}
    if isinstance(thing, (list, tuple)):
        return {kind("list" if isinstance(thing, list) else "tuple", thing): [inner(part) for part in thing]}
    if isinstance(thing, PurePath):
        return {"path": inner(str(thing))}
    if is_lazy(thing):  # asking for its text would start the translations
        return {"lazy": [inner(part) for part in thing.__reduce__()[1] if not isinstance(part, type)]}
    if hasattr(thing, "__qualname__"):
        return {"name": f"{thing.__module__}.{thing.__qualname__}"}
    of = type(thing)
    return {f"{of.__module__}.{of.__qualname__}": placed(ADDRESS.sub("", shortened(repr(thing))), places)}


def bounded(described):
    """Return a described value, or what tells it from others where it is a very large one."""
    text = json.dumps(described)
    return described if len(text) <= LARGEST else {"large value": digest(text.encode())}


def shortened(text):
    """Return a text, or for a long one how it begins and what tells it from others."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST] + "... (" + digest(text.encode("utf-8", "surrogatepass")) + ")"


def digest(data):
    return f"{len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()[:16]}"


def kind(base, thing):
    """Return the name of a built-in class, with that of the value's own class where it is another."""
    name = type(thing).__name__
    return base if name == base else f"{base} {name}"


def placed(text, places):
    """Write the folders in a text in the way that is the same everywhere."""
    for folder, name in places:
        text = text.replace(folder, name)
    return text


def is_lazy(thing):
    """Whether it is what gettext_lazy() and reverse_lazy() return."""
    from django.utils.functional import Promise

    return isinstance(thing, Promise)


def error(exception, root):
    """Describe an exception: the chain from it to its first cause, and where in the project it rose."""
    chain = list(causes(exception))
    return {
        "chain": [{"type": type(link).__name__, "message": str(link)[:LONGEST]} for link in chain],
        "missing": next((link.name for link in reversed(chain) if isinstance(link, ImportError)), None),
        "where": next(filter(None, (place(link, root) for link in reversed(chain))), None),
        "variables": variables(chain, root),
    }


def causes(exception):
    seen = set()
    while exception is not None and id(exception) not in seen:
        seen.add(id(exception))
        yield exception
        hidden = exception.__suppress_context__
        exception = exception.__cause__ or (None if hidden else exception.__context__)


def place(exception, root):
    """Return the innermost line of the project's own code on the way to an exception, or None."""
    frames = own_frames(exception, root)
    if not frames:
        return None
    path = PurePath(frames[-1].filename)
    return {"file": path.relative_to(root).as_posix(), "line": frames[-1].lineno, "code": frames[-1].line}


def variables(chain, root):
    """Return what the errors say of missing variables; nothing where looking for that fails: it is a hint only."""
    try:
        return djguard_environment.missing(chain, lambda link: own_frames(link, root), root)
    except Exception:
        return []


def own_files(root):
    """Return the files of the project's own modules that were imported so far."""
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    return sorted({file for file in files if isinstance(file, str) and is_own(file, root)})


def own_modules(root):
    """Return those files relative to the project's folder, with `/`."""
    return [PurePath(os.path.relpath(file, root)).as_posix() for file in own_files(root)]


def is_own(file, root):
    path = PurePath(file)
    return PurePath(root) in path.parents and "site-packages" not in path.parts


def own_frames(exception, root):
    """Return the frames of the project's own code on the way to an exception, the innermost last."""
    return [frame for frame in traceback.extract_tb(exception.__traceback__) if is_own(frame.filename, root)]
