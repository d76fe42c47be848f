"""What the conditions around each statement of a file ask about."""

import ast
import re

from djguard_source import text_of

WORD = re.compile(r"\w+")


def guards_in(tree):
    """Return the words of all conditions around each statement that stands under one, by the statement's first line.

    A word is a name, or one in a text. With a name comes all that the file makes it of: `HAS` brings `find_spec` and
    `debug_toolbar` where it is `find_spec("debug_toolbar")`. What a `try` is about is what its body names.
    """
    made = {}
    for node in ast.walk(tree):
        for name, words in bound_by(node):
            made.setdefault(name, set()).update(words)
    found = {}
    collect(tree, frozenset(), found)
    return {line: sorted(closed(words, made)) for line, words in found.items() if words}


def collect(node, words, found):
    """Note the statements below a node, where all of it stands under conditions with these words."""
    for field, value in ast.iter_fields(node):
        inner = words | asked_by(node, field)
        for child in value if isinstance(value, list) else []:
            if isinstance(child, ast.stmt):
                found.setdefault(child.lineno, inner)
                collect(child, inner, found)
            elif isinstance(getattr(child, "body", None), list):  # a handler, or a case
                collect(child, inner, found)


def asked_by(node, field):
    if isinstance(node, (ast.If, ast.While)) and field in ("body", "orelse"):
        return words_in(node.test)
    if type(node).__name__ in ("Try", "TryStar") and field != "finalbody":
        return frozenset(word for child in node.body for word in words_in(child))
    return frozenset()


def bound_by(node):
    """Yield the names that a node binds, each with the words of what it is made of."""
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        for target in getattr(node, "targets", None) or [node.target]:
            for name in ast.walk(target):
                if isinstance(name, ast.Name):
                    yield name.id, words_in(node.value) if node.value is not None else ()
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            yield (alias.asname or alias.name).split(".")[0], words_of(node, alias)


def words_of(node, alias):
    return WORD.findall((getattr(node, "module", None) or "") + " " + alias.name)


def words_in(tree):
    words = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.alias):
            words.update(WORD.findall(node.name), [node.asname] if node.asname else [])
        elif isinstance(node, ast.ImportFrom):
            words.update(WORD.findall(node.module or ""))
        else:
            word = getattr(node, "id", None) or getattr(node, "attr", None)
            words.update([word] if word else WORD.findall(text_of(node) or ""))
    return frozenset(words)


def closed(words, made):
    """Return the words with those that they are made of."""
    seen, waiting = set(), list(words)
    while waiting:
        word = waiting.pop()
        if word not in seen:
            seen.add(word)
            waiting.extend(made.get(word, ()))
    return seen
