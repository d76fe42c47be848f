"""The canonical text of values, so that values of two runs compare as texts."""

import re
import types

from recording import Recording

ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
BRACKETS = {list: "[]", tuple: "()", set: "{}", frozenset: "{}"}


class ClassView:
    """A class as it stood when its module had run: its own attributes, with properties read."""

    def __init__(self, name, bases, attributes, made_of):
        self.name = name
        self.bases = bases
        self.attributes = attributes
        self.made_of = made_of


def describe(value, depth=0):
    """Returns a text that is equal for equal values of equal types, in this run or another."""
    if isinstance(value, Recording):
        return value.text
    if isinstance(value, str):
        return str.__repr__(value)
    if value is None or isinstance(value, (bool, int, float, bytes)):
        return repr(value)
    if depth > 40:
        return "..."
    if isinstance(value, (list, tuple, set, frozenset)):
        return describe_items(value, depth + 1)
    if isinstance(value, dict):
        if "__builtins__" in value:
            return "<globals>"
        pairs = (f"{describe(key, depth + 1)}: {describe(item, depth + 1)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    return describe_object(value, depth + 1)


def describe_items(value, depth):
    kind = next((kind for kind in BRACKETS if type(value) is kind), None)
    items = [describe(item, depth) for item in value]
    if isinstance(value, (set, frozenset)):
        items.sort()
    text = ", ".join(items)
    if isinstance(value, tuple) and len(items) == 1:
        text += ","
    if kind is None:
        return f"{type(value).__name__}({text})"
    return BRACKETS[kind][0] + text + BRACKETS[kind][1]


def describe_object(value, depth):
    if isinstance(value, ClassView):
        body = ", ".join(f"{name}={describe(item, depth)}" for name, item in sorted(value.attributes.items()))
        return f"<class {value.name}({', '.join(value.bases)}): {body}>"
    if isinstance(value, types.ModuleType):
        return getattr(value, "stub_name", value.__name__)
    if isinstance(value, type):
        return f"<class {value.__module__}.{value.__qualname__}>"
    if isinstance(value, (types.FunctionType, types.MethodType)):
        return f"<function {value.__name__}>"
    return ADDRESS.sub("", repr(value))
