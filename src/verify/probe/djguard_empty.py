"""The environment variables behind a setting that came out empty, as its default is no value."""

import ast
import os
import re
import sys

from djguard_source import dotted, parsed, text_of

NAME = re.compile(r"[A-Z][A-Z0-9_]+")
# The last parts of `os.getenv`, `os.environ.get`, `env.str` and `config`, whose names may be in any letters.
READERS = {"getenv", "get", "env", "str", "config"}


def behind(setting, root):
    """Return the variables that the project's modules read for a setting, the first module's first."""
    found = []
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None) or ""
        if file.startswith(root + os.sep) and "site-packages" not in file:
            found += [name for name in names_in(module, file, setting) if name not in found]
    return found


def names_in(module, file, setting):
    values = assigned(parsed(file))
    waiting, seen = [setting], set()
    while waiting:  # also what was kept under another name first
        name = waiting.pop()
        seen.add(name)
        for value in values.get(name, []):
            yield from variables_in(value, vars(module))
            waiting += [node.id for node in ast.walk(value) if isinstance(node, ast.Name) and node.id not in seen]
    if setting not in values and is_settings(module, setting):  # dynaconf's objects put settings into the module
        yield from (f"{prefix}{setting}" for prefix in map(dynaconf_prefix, vars(module).values()) if prefix)


def assigned(tree):
    """Return all that is assigned to each name, in a module, its functions and its classes."""
    values = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                values.setdefault(getattr(target, "id", None), []).append(node.value)
    return values


def is_settings(module, setting):
    return setting in vars(module) or module.__name__ == os.environ.get("DJANGO_SETTINGS_MODULE")


def variables_in(value, names):
    """Yield what an expression reads: `read("NAME", ...)`, `read["NAME"]`, or a field of pydantic's or dynaconf's."""
    methods = {id(node.func) for node in ast.walk(value) if isinstance(node, ast.Call)}
    for node in ast.walk(value):
        key = None
        if isinstance(node, ast.Call) and node.args:
            key, holder = node.args[0], getattr(node.func, "value", None)
        elif isinstance(node, ast.Subscript):
            key, holder = node.slice, node.value
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and id(node) not in methods:
            key, holder = node.attr, node.value
        key = key if isinstance(key, str) else text_of(key) or text_of(getattr(key, "value", None))
        if key is None:
            continue
        prefix = prefix_of(names.get(getattr(holder, "id", None)))
        if prefix is not None:
            yield f"{prefix}{key}".upper()
        elif not isinstance(node, ast.Attribute) and (NAME.fullmatch(key) or is_reader(node)):
            yield key


def is_reader(node):
    return isinstance(node, ast.Call) and dotted(node.func)[-1:] and dotted(node.func)[-1] in READERS


def prefix_of(thing):
    """Return what goes before a field's name, for an object of pydantic-settings or dynaconf; None for any other."""
    prefix = getattr(type(thing), "model_config", {}).get("env_prefix")
    return prefix if prefix is not None else dynaconf_prefix(thing)


def dynaconf_prefix(thing):
    """Return dynaconf's prefix with its underscore; asks the object's own dict, as the object may do anything."""
    if not type(thing).__module__.startswith("dynaconf."):
        return None
    given = vars(thing).get("_kwargs", {}).get("ENVVAR_PREFIX_FOR_DYNACONF", "DYNACONF")
    return f"{given}_" if given else ""
