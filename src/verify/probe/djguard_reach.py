"""Which of the lines that a fix changed are ever run."""

import ast
import os
import sys
import threading

from djguard_source import end_of, parsed

# No line of its own is run for these.
SILENT = ("Try", "TryStar", "Pass", "Global", "Nonlocal")


class Reach:
    """Notes the lines of some files that are run; `watched` has their changed lines by path relative to the project."""

    def __init__(self, root, watched):
        self._names = {os.path.join(root, *name.split("/")): name for name in watched}
        self._changed = watched
        self._ran = {path: set() for path in self._names}
        self._read = set()

    def start(self):
        if not self._names:
            return
        if hasattr(sys, "addaudithook"):  # from Python 3.8 on
            sys.addaudithook(self._hear)
        threading.settrace(self._enter)
        sys.settrace(self._enter)

    def found(self):
        """Return `[first line, last line, whether it ran]` of each changed statement, by file.

        What is read and never run as a file may have been run as a text, of which no line is known: it is left out.
        """
        paths = [path for path in self._names if self._ran[path] or path not in self._read]
        return {self._names[path]: self._statements(path) for path in paths}

    def _statements(self, path):
        changed, ran = self._changed[self._names[path]], self._ran[path]
        return [
            [first, last, holds_any(ran, first, last)]
            for first, last in changed_in(parsed(path), lambda first, last: holds_any(changed, first, last))
        ]

    def _hear(self, event, args):
        if event == "open" and isinstance(args[0], str) and args[0] in self._names:
            self._read.add(args[0])

    def _enter(self, frame, event, _):
        ran = self._ran.get(frame.f_code.co_filename)
        if ran is None:
            return None

        def step(frame, event, _):
            ran.add(frame.f_lineno)
            return step

        return step


def holds_any(lines, first, last):
    return any(first <= line <= last for line in lines)


def changed_in(tree, is_changed, is_below=False):
    """Yield the lines of the statements that were changed, or stand under a condition that was; of a head alone where
    a statement holds others.
    """
    for node in ast.iter_child_nodes(tree):
        is_told = False
        if isinstance(node, ast.stmt) and not is_silent(node):
            first, last = span_of(node)
            is_told = is_below or is_changed(first, last)
            if is_told:
                yield first, last
        decides = isinstance(node, (ast.If, ast.While)) and is_told
        yield from changed_in(node, is_changed, decides or (is_below and not isinstance(node, ast.FunctionDef)))


def is_silent(node):
    is_text = isinstance(node, ast.Expr) and type(node.value).__name__ in ("Constant", "Str", "Ellipsis")
    return is_text or type(node).__name__ in SILENT or (isinstance(node, ast.AnnAssign) and node.value is None)


def span_of(node):
    """Return the first and the last line of a statement, or of its head."""
    first = min([node.lineno] + [each.lineno for each in getattr(node, "decorator_list", [])])
    inner = [each.lineno for each in getattr(node, "body", [])] or [
        each.pattern.lineno for each in getattr(node, "cases", [])
    ]
    return first, max(node.lineno, inner[0] - 1) if inner else max(map(end_of, ast.walk(node)))
