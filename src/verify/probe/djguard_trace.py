"""What the lines of the project's modules make of the settings and the URL patterns, while they are imported."""

import ast
import os
import sys
from base64 import b64decode
from contextlib import contextmanager

import djguard_describe
from djguard_guards import guards_in
from djguard_source import end_of

# Set where code is a function's: a module's and a class's have a namespace of names instead.
# https://docs.python.org/3/library/inspect.html#inspect.CO_OPTIMIZED
OPTIMIZED = 1


class Tracer:
    """Follows the project's modules, and its classes where django-configurations makes settings of one."""

    def __init__(self, request):
        self._request = request
        self._lines, self._changes, self._urlconfs = {}, [], {}
        self._known, self._files, self._patterns, self._guards = {}, {}, {}, {}

    @contextmanager
    def following(self):
        """Follow what is imported meanwhile."""
        sys.settrace(self._follow)
        try:
            yield
        finally:
            sys.settrace(None)

    def place_of(self, pattern):
        """Return `[file, line]` of the statement that put a URL pattern among a module's, or None."""
        return self._patterns.get(id(pattern), (None,))[0]

    def found(self):
        """Return what was followed; a line is the first one of its statement.

        `lines` are `[file, line]` in the order of their first run. `changes` are `[file, line, name, value, text]` of
        settings, with the whole statement as the text. `urlconfs` has `[file, line]` of the last change of each
        module's URL patterns, by the module's name. `guards` has what the conditions around each line ask about, by
        the file and the line.
        """
        bases = classes_of(self._request)
        ours = [change for change in self._changes if change[0] is None or change[0] in bases]
        # A class's values hide those of the classes that it is derived from, whichever was defined first.
        ours.sort(key=lambda change: -1 if change[0] is None else bases.index(change[0]))
        return {
            "lines": [list(line) for line in self._lines],
            "changes": [change[1:] for change in ours],
            "urlconfs": self._urlconfs,
            "guards": self._guards,
        }

    def _follow(self, frame, event, _):
        is_module = frame.f_code.co_name == "<module>"
        is_class = self._request["configuration"] is not None and not frame.f_code.co_flags & OPTIMIZED
        if event != "call" or not (is_module or is_class):
            return None
        path = frame.f_code.co_filename
        file = own(path, self._request["root"])
        if file is None:
            return None
        if file not in self._files:
            tree, lines = parsed(path, self._request["overlay"])
            self._files[file], self._guards[file] = statements_in(tree, lines), guards_in(tree)
        # The line whose work is done when the next one begins.
        last = [None]

        def step(frame, event, _):
            if last[0] is not None:
                self._compare(frame.f_locals, file, *last[0])
            last[0] = statement_at(frame.f_lineno, self._files[file]) if event in ("line", "exception") else None
            if event == "line":
                self._lines.setdefault((file, last[0][0]))
            return step

        return step

    def _compare(self, names, file, line, text):
        owner = (names["__module__"], names["__qualname__"]) if "__qualname__" in names else None
        for name in [name for name in names if name.isupper()]:
            thing = names[name]
            mark = repr(thing) if isinstance(thing, (list, dict, set)) else id(thing)
            if self._known.get((owner, name), (None,))[0] == mark:
                continue
            self._known[owner, name] = (mark, thing)  # the thing too: so that no other gets its id
            described = djguard_describe.value(thing, self._request["places"])
            self._changes.append([owner, file, line, name, described, text])
        if owner is None and isinstance(names.get("urlpatterns"), (list, tuple)):
            self._place(names["__name__"], list(names["urlpatterns"]), [file, line])

    def _place(self, module, patterns, place):
        mark = list(map(id, patterns))
        if self._known.get(module, (None,))[0] != mark:
            self._known[module] = (mark, patterns)
            self._urlconfs[module] = place
        for pattern in patterns:
            self._patterns.setdefault(id(pattern), (place, pattern))


def classes_of(request):
    """Return module and name of the classes that the settings are made of, the derived last; none without classes."""
    module = sys.modules.get(request["settings"])
    chosen = getattr(module, request["configuration"] or "", None)
    return [(base.__module__, base.__qualname__) for base in reversed(getattr(chosen, "__mro__", []))]


def parsed(path, overlay):
    """Return the tree of a file and its lines, both empty where it can't be had."""
    try:
        if path in overlay:
            source = b64decode(overlay[path])
        else:
            with open(path, "rb") as file:
                source = file.read()
        return ast.parse(source), source.decode("utf-8", "replace").splitlines()
    except (OSError, SyntaxError, ValueError):
        return ast.parse(""), []


def statements_in(tree, lines):
    """Return `(first line, last line, text)` of every statement of a file that holds no other."""
    simple = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and not hasattr(node, "body")]
    # Before Python 3.8 nothing tells where a statement ends; its last part begins in the last line that is ever run.
    spans = [(node.lineno, max(end_of(part) for part in ast.walk(node))) for node in simple]
    return [(first, end, "\n".join(lines[first - 1 : end])) for first, end in spans]


def statement_at(line, statements):
    """Return the first line and the text of the statement around a line; the line alone where there is none."""
    return next(((first, text) for first, end, text in statements if first <= line <= end), (line, ""))


def own(path, root):
    """Return a file's path relative to the project, or None for one that is not its own."""
    if path.startswith("<"):  # <string>, <frozen importlib._bootstrap>
        return None
    path = os.path.abspath(path)
    if not path.startswith(root + os.sep) or "site-packages" in path:
        return None
    return os.path.relpath(path, root).replace(os.sep, "/")
