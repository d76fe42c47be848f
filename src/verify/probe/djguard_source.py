"""The source of a project, as a tree."""

import ast


def parsed(file):
    """Return the tree of a file, an empty one where it can't be had."""
    try:
        with open(file, "rb") as source:
            return ast.parse(source.read())
    except (OSError, SyntaxError, ValueError):
        return ast.parse("")


def text_of(node):
    """Return the text of a string in code, whose node has another name before Python 3.8; None for other code."""
    text = getattr(node, "s", None) if type(node).__name__ == "Str" else getattr(node, "value", None)
    return text if isinstance(text, str) else None


def dotted(node):
    """Return the parts of a dotted name; none for other code."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [*dotted(node.value), node.attr] if dotted(node.value) else []
    return []


def end_of(node):
    """Return the line that a node ends in; before Python 3.8, which does not tell, the one that it begins in."""
    return getattr(node, "end_lineno", None) or getattr(node, "lineno", 0)
