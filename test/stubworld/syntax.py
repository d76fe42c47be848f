"""Questions about the syntax tree of a module."""

import ast


def named(node):
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and node.attr.isupper():
        return node.attr
    if isinstance(node, ast.Subscript):
        if isinstance(node.slice, ast.Slice):
            return named(node.value)
        if isinstance(node.value, ast.Call) and getattr(node.value.func, "id", None) == "globals":
            return getattr(node.slice, "value", None)
    return None


def catches_import_error(handler):
    return handler.type is None or any(
        (getattr(node, "id", None) or getattr(node, "attr", "")) in ("ImportError", "ModuleNotFoundError", "Exception")
        for node in ast.walk(handler.type)
    )


def imports_of(statement):
    """The top-level names that a statement imports absolutely."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def literal_kind(node):
    if isinstance(node, ast.IfExp):
        return literal_kind(node.body)
    return {ast.List: list, ast.Tuple: tuple, ast.ListComp: list}.get(type(node))


def is_string(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_super(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
