"""What the lines of the project's modules make of the settings, while they are imported."""

import ast
import os
import sys
from base64 import b64decode
from contextlib import contextmanager

import djguard_describe


@contextmanager
def traced(request):
    """Follow every module of the project, and hand over which lines ran and what each made of which setting.

    `lines` are `[file, line]` in the order of their first run; `changes` are `[file, line, name, value, text]`. A line
    is the first one of its statement, and `text` the whole of it.
    """
    lines, changes, known, files = {}, [], {}, {}

    def follow(frame, event, _):
        if event != "call" or frame.f_code.co_name != "<module>":
            return None
        file = own(frame.f_code.co_filename, request["root"])
        if file is None:
            return None
        statements = files.setdefault(file, statements_in(frame.f_code.co_filename, request["overlay"]))
        # The line whose work is done when the next one begins.
        last = [None]

        def step(frame, event, _):
            if last[0] is not None:
                compare(frame.f_globals, file, *last[0])
            last[0] = statement_at(frame.f_lineno, statements) if event in ("line", "exception") else None
            if event == "line":
                lines.setdefault((file, last[0][0]))
            return step

        return step

    def compare(names, file, line, text):
        for name in [name for name in names if name.isupper()]:
            thing = names[name]
            mark = repr(thing) if isinstance(thing, (list, dict, set)) else id(thing)
            if known.get(name, (None,))[0] == mark:
                continue
            known[name] = (mark, thing)  # the thing too: so that no other gets its id
            changes.append([file, line, name, djguard_describe.value(thing, request["places"]), text])

    sys.settrace(follow)
    try:
        yield
    finally:
        sys.settrace(None)
        request["saw"]("trace", {"lines": [list(line) for line in lines], "changes": changes})


def statements_in(path, overlay):
    """Return `(first line, last line, text)` of every statement of a file that holds no other."""
    try:
        if path in overlay:
            source = b64decode(overlay[path])
        else:
            with open(path, "rb") as file:
                source = file.read()
        tree = ast.parse(source)
        text = source.decode("utf-8", "replace")
    except (OSError, SyntaxError, ValueError):
        return []
    lines = text.splitlines()
    simple = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and not hasattr(node, "body")]
    spans = [(node.lineno, node.end_lineno) for node in simple]
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
