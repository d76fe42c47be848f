"""What a Python program imports as it starts, with or without Django: an object, a package, or a command.

`attempt(step, work)` runs one step and says whether it passed; `attempt.skip(step, needs)` leaves one out.
"""

import ast
import os
import pkgutil
import re
import sys
from importlib import import_module

import djguard_apps
import djguard_commands

# Nobody imports these as a program starts: what runs by being imported, tests, and what needs a database's history.
LEFT_OUT = re.compile(r"__main__|conftest|tests?|migrations|test_\w+|\w+_tests?|setup")
REFERENCE = re.compile(r"([^\W\d]\w*(?:\.[^\W\d]\w*)*)(?::\s*(\S.*))?")


def start(entry, attempt, saw):
    """Import or start what the user named, as far as that can be done without serving anything."""
    text = entry["text"].strip()
    match = REFERENCE.fullmatch(text)
    if entry["kind"] == "module":
        walk(text, attempt, saw)
    elif match and (match[2] or not djguard_commands.is_script(text)):
        take(match[1], match[2], attempt, saw)
    else:
        djguard_commands.start(text, attempt, saw, take)


def take(module, reference, attempt, saw):
    """Import a module, and take the object in it that a server would: an attribute, or what a factory returns.

    https://docs.gunicorn.org/en/stable/run.html#gunicorn
    """
    if not attempt(f"import {module}", lambda: import_module(module)) or not reference:
        return
    found = []
    call = "call" if reference.endswith(")") else "take"
    if attempt(f"{call} {reference}", lambda: found.append(evaluated(reference, sys.modules[module]))):
        djguard_apps.look_at(found[0], attempt, saw)


def evaluated(reference, module):
    """Return what `name`, `name.name` or `name("literal", key=1)` is in a module."""
    tree = ast.parse(reference, mode="eval").body
    if not isinstance(tree, ast.Call):
        thing = attribute(tree, module)
    else:
        args = [ast.literal_eval(each) for each in tree.args]
        thing = attribute(tree.func, module)(
            *args, **{each.arg: ast.literal_eval(each.value) for each in tree.keywords}
        )
    if thing is None:
        raise TypeError(f"{reference} in {module.__name__} is None")
    return thing


def attribute(node, module):
    if isinstance(node, ast.Name):
        return getattr(module, node.id)
    if isinstance(node, ast.Attribute):
        return getattr(attribute(node.value, module), node.attr)
    raise ValueError("only a name, or a call with literal arguments, can stand behind the colon")


def walk(name, attempt, saw):
    """Import a package and all that is in it, each module a step of its own."""
    left = []
    if attempt(f"import {name}", lambda: import_module(name)):
        below(name, folders_of(name), attempt, left)
    saw("left out", left)


def below(name, folders, attempt, left):
    for child, places in sorted(children(folders).items()):
        full = f"{name}.{child}"
        if LEFT_OUT.fullmatch(child):
            left.append(full)
        elif attempt(f"import {full}", lambda full=full: import_module(full)):
            below(full, folders_of(full), attempt, left)
        else:
            skip(full, places, attempt, f"import {full}")


def skip(name, folders, attempt, needs):
    """Name the modules of a package that could not be imported."""
    for child, places in sorted(children(folders).items()):
        if not LEFT_OUT.fullmatch(child):
            attempt.skip(f"import {name}.{child}", needs)
            skip(f"{name}.{child}", places, attempt, needs)


def folders_of(name):
    return list(getattr(sys.modules.get(name), "__path__", []))


def children(folders):
    """Return the names of the modules in some folders, each with its own folders; also packages without __init__.py."""
    found = {}
    for folder in folders:
        for info in pkgutil.iter_modules([folder]):
            found.setdefault(info.name, []).extend([os.path.join(folder, info.name)] if info.ispkg else [])
        for entry in os.scandir(folder) if os.path.isdir(folder) else []:
            if entry.name not in found and entry.name.isidentifier() and entry.is_dir() and holds_python(entry.path):
                found[entry.name] = [entry.path]
    return {name: places for name, places in found.items() if name.isidentifier()}


def holds_python(folder):
    return any(name.endswith(".py") for name in os.listdir(folder))
