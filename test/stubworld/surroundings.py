"""What the project's other modules hold, read off the module that uses them.

A settings module that says `from .base import *` and `INSTALLED_APPS += (...)` needs a tuple of that name
from somewhere; one that says `MIDDLEWARE.index("x")` needs an "x" in it.
"""

import ast
import builtins

from recording import Recording
from syntax import catches_import_error, imports_of, is_string, is_super, literal_kind, named
from world import mentions

LIST_METHODS = {"append", "extend", "insert", "remove", "pop", "index", "count"}
NESTED = {
    "TEMPLATES": lambda: [{"BACKEND": "django", "OPTIONS": {key: [f"django.{key}.first"] for key in OPTION_LISTS}}],
    "LOGGING": lambda: {"handlers": {}, "formatters": {}, "filters": {}, "loggers": {}},
    "REST_FRAMEWORK": lambda: {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]},
    "SECRETS": lambda: {"django": "a secret"},
}
OPTION_LISTS = ("context_processors", "builtins", "loaders")


class Needs:
    """The names that a module takes from elsewhere, and what their values must be able to do.

    `lists` are the settings that hold lists, whatever the module does with them.
    """

    def __init__(self, tree, lists):
        self.lists = lists
        self.loaded = {}
        self.stored = {}
        self.bound = set()
        self.kinds = {}
        self.strings = {}
        self.supers = set()
        self.attempted = set()
        classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        self.of_classes = {statement for node in classes for statement in node.body}
        for statement in ast.walk(tree):
            self.look(statement)
        self.names = self.free_names()

    def look(self, node):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            self.loaded[node.id] = min(node.lineno, self.loaded.get(node.id, node.lineno))
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            self.bound.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
            for name in self.lists.intersection(alias.name for alias in node.names):
                self.kinds.setdefault(name, list)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
            self.bound.add(node.name)
        elif isinstance(node, ast.arg):
            self.bound.add(node.arg)
        elif isinstance(node, (ast.For, ast.comprehension)):
            self.bound.update(name.id for name in ast.walk(node.target) if isinstance(name, ast.Name))
            if named(node.iter) in self.lists:
                self.want(node.iter, list)
        elif isinstance(node, ast.AugAssign):
            name = named(node.target)
            if name:
                self.loaded.setdefault(name, node.lineno)
            self.want(node.target, literal_kind(node.value))
        elif isinstance(node, ast.BinOp):
            self.want(node.left, literal_kind(node.right))
            self.want(node.right, literal_kind(node.left))
        elif isinstance(node, ast.Call):
            self.look_at_call(node)
        elif isinstance(node, ast.Starred):
            self.want(node.value, list)
        if isinstance(node, ast.Assign) and node not in self.of_classes:
            for target in node.targets:
                self.stored[named(target)] = min(node.end_lineno, self.stored.get(named(target), node.end_lineno))
        if isinstance(node, ast.Try) and any(catches_import_error(handler) for handler in node.handlers):
            self.attempted.update(top for part in node.body for top in imports_of(part))
        if isinstance(node, (ast.Assign, ast.Expr, ast.Delete, ast.AugAssign)):
            self.look_for_strings(node)
        elif isinstance(node, ast.If):
            self.look_for_strings(node.test)

    def look_at_call(self, node):
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr in LIST_METHODS:
            self.want(function.value, list if function.attr not in ("index", "count") else None)
        if isinstance(function, ast.Name) and function.id in ("list", "tuple", "set") and node.args:
            self.want(node.args[0], list)
        if isinstance(function, ast.Name) and function.id == "filter" and len(node.args) > 1:
            self.want(node.args[1], list)

    def look_for_strings(self, statement):
        """Strings that are looked up in a list stand in that list."""
        nodes = list(ast.walk(statement))
        strings = set()
        for node in nodes:
            inside = []
            if isinstance(node, ast.Compare):
                inside = [node.left, *node.comparators]
            elif isinstance(node, ast.Call) and getattr(node.func, "attr", None) in ("index", "remove"):
                inside = node.args
            strings.update(constant.value for item in inside for constant in ast.walk(item) if is_string(constant))
            if isinstance(node, ast.Attribute) and is_super(node.value):
                self.supers.add(node.attr)
        if strings:
            for name in filter(None, map(named, nodes)):
                self.strings.setdefault(name, set()).update(strings)

    def want(self, node, kind):
        name = named(node)
        if name and kind and self.kinds.get(name) is not tuple:
            self.kinds[name] = kind
        if name and isinstance(node, ast.Subscript):
            self.loaded.setdefault(name, node.lineno)

    def free_names(self):
        free = set(self.kinds) & self.lists - self.bound
        for name, line in self.loaded.items():
            if name in self.bound or hasattr(builtins, name):
                continue
            if line <= self.stored.get(name, line):
                free.add(name)
        return free

    def values(self, roots, absent, holds, flipped):
        """Makes the values anew: `holds` puts the packages' own entries in, `flipped` makes tuples of lists."""
        given = {}
        for name in sorted(self.names | {name for name in self.kinds if name.isupper()}):
            kind = self.kinds.get(name) or (list if name in self.lists else None)
            if name in NESTED:
                given[name] = NESTED[name]()
            elif kind is None:
                given[name] = Recording(("free", name), name)
            else:
                items = self.items(name, roots, absent, holds)
                given[name] = (list if kind is tuple else tuple)(items) if flipped else kind(items)
        return given

    def items(self, name, roots, absent, holds):
        if name.endswith("patterns"):
            return [Recording(("free", f"{name}.{place}"), f"{name}.{place}") for place in ("first", "last")]
        looked_up = sorted(self.strings.get(name, ()))
        inner = [text for text in looked_up if not mentions(text, roots)]
        gone = [root for root in absent if not name.lower().startswith(root)]
        own = [text for text in looked_up if mentions(text, roots) and not mentions(text, gone)]
        return [f"{name}.first", *inner, *(own if holds else []), f"{name}.second", f"{name}.last"]

    def has_own_strings(self, roots):
        return any(mentions(list(texts), roots) for texts in self.strings.values())
