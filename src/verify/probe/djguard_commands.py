"""Commands that start a Python program, as far as the point where they would begin to serve.

What each tool imports is left to the tool itself wherever it lets itself be asked. Any other command of the
interpreter's environment is run for a while.
"""

import os
import re
import runpy
import shlex
import sys
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec

import djguard_tools

metadata = None
with suppress(ImportError):  # Python 3.8 brought it
    from importlib import metadata

SERVERS = {"hypercorn", "daphne", "granian", "waitress-serve", "uwsgi", "bjoern", "meinheld"}
WORKERS = {"dramatiq", "arq", "saq", "taskiq", "huey_consumer", "huey_consumer.py", "faststream"}
# What stands before a command and changes nothing of what it imports.
RUNNERS = [["uv", "run"], ["poetry", "run"], ["pipenv", "run"], ["pdm", "run"], ["rye", "run"], ["hatch", "run"]]
VARIABLE = re.compile(r"([^\W\d]\w*)=(.*)", re.ASCII | re.DOTALL)
REFERENCE = re.compile(r"([^\W\d][\w.]*):(\S+)")


def start(text, attempt, saw, take):
    """Take a command's words apart, and start what they name."""
    words = without_runner(shlex.split(text))
    if words and re.fullmatch(r"(.*/)?python[\d.]*(\.exe)?", words[0]):
        words = python(words[1:], attempt)
    name = os.path.basename(words[0]) if words else None
    if name is None:
        return
    sys.argv = [name, *words[1:]]
    if name in djguard_tools.TOOLS:
        djguard_tools.TOOLS[name](words[1:], attempt, saw)
    elif name in SERVERS:
        server(words[1:], attempt, saw, take)
    elif name in WORKERS:
        worker(words[1:], attempt, saw)
    else:
        attempt(f"run {name}", lambda: script(name).load()(), lasting=True)


def without_runner(words):
    while words and (VARIABLE.fullmatch(words[0]) or words[0] in ("env", "exec") or words[:2] in RUNNERS):
        match = VARIABLE.fullmatch(words[0])
        if match:
            os.environ[match[1]] = match[2]
        words = words[2 if words[:2] in RUNNERS else 1 :]
    return words


def python(words, attempt):
    """Run a module or a file as python does; return the words of a tool that has a way of its own."""
    while words and words[0].startswith("-") and words[0] not in ("-m", "-c"):
        words = words[2 if words[0] in ("-W", "-X") else 1 :]
    if words[:1] == ["-m"] and len(words) > 1:
        name = words[1]
        if name in djguard_tools.TOOLS or name in SERVERS | WORKERS:
            return words[1:]
        sys.argv = [name, *words[2:]]
        attempt(f"run {name}", lambda: runpy.run_module(name, run_name="__main__", alter_sys=True), lasting=True)
    elif words[:1] == ["-c"] and len(words) > 1:
        sys.argv = ["-c", *words[2:]]
        attempt(f"run {words[1]}", lambda: exec(words[1], {"__name__": "__main__"}), lasting=True)
    elif words:
        sys.argv = words
        sys.path.insert(0, os.path.dirname(os.path.abspath(words[0])))
        attempt(f"run {words[0]}", lambda: runpy.run_path(words[0], run_name="__main__"), lasting=True)
    else:
        attempt("run python", lambda: unknown("python without a module or a file"))
    return []


def unknown(what):
    raise LookupError(f"djguard can't start {what}: name what it imports, such as --entry package.module:object")


def script(name):
    """Return the console script of that name. https://packaging.python.org/en/latest/specifications/entry-points/"""
    point = next((point for point in entry_points() if point.group == "console_scripts" and point.name == name), None)
    return point or unknown(f"{name}, which is no console script of {sys.executable}")


def is_script(name):
    """Whether a word is a command rather than a module."""
    if "." in name or find_spec(name) is not None:
        return False
    return any(point.name == name for point in entry_points())


def entry_points():
    for distribution in metadata.distributions() if metadata else []:
        yield from distribution.entry_points


def server(words, attempt, saw, take):
    """Import the app that the first word with a colon names."""
    match = next((match for match in map(REFERENCE.fullmatch, words) if match), None)
    if match is None:
        attempt("read its arguments", lambda: unknown("a server without module:object"))
        return
    is_factory = {"--call", "--factory"} & set(words) and not match[2].endswith(")")
    take(match[1], match[2] + ("()" if is_factory else ""), attempt, saw)


def worker(words, attempt, saw):
    """Import the modules that a worker is told to."""
    named = [word for word in words if re.fullmatch(r"[^\W\d]\w*([.:][^\W\d]\w*)*", word)]
    modules = [
        word
        for word in named
        if djguard_tools.exists(word.split(":")[0]) or djguard_tools.exists(word.rpartition(".")[0])
    ]
    if not modules:
        attempt("read its arguments", lambda: unknown("a worker without a module"))
    for word in modules:
        module = word.split(":")[0]
        module = module if djguard_tools.exists(module) else module.rpartition(".")[0]
        attempt(f"import {module}", lambda module=module: import_module(module))
