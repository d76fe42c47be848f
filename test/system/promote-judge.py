"""Judges edits of manifests with the parsers of pip, setuptools and Python, apart from djguard's own.

Reads a list of edits as JSON, each with the normalised names that were promoted, and its files before and after.
Prints for each what is wrong with it, or an empty line.
"""
import ast
import configparser
import json
import os
import re
import sys
import tempfile

from pip._internal.req.req_file import parse_requirements
from pip._vendor.packaging.requirements import InvalidRequirement, Requirement

try:
    import tomllib
except ImportError:
    from pip._vendor import tomli as tomllib


def normalised(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def name_of(text):
    """The distribution that a string asks for, or None."""
    egg = re.search(r"#egg=([\w.-]+)", text)
    if egg:
        return normalised(egg[1])
    try:
        return normalised(Requirement(text).name)
    except InvalidRequirement:
        return None


def toml(text):
    return tomllib.loads(text)


def setup_cfg(text):
    parser = configparser.ConfigParser()
    parser.read_string(text)
    return {section: {key: value.split("\n") for key, value in parser[section].items()} for section in parser}


def setup_py(text):
    """The arguments of setup(): nothing but assignments and the call is run."""
    found = {}

    def setup(**arguments):
        found.update(arguments)

    body = [node for node in ast.parse(text).body if not isinstance(node, (ast.Import, ast.ImportFrom))]
    names = {"setup": setup, "find_packages": lambda: []}
    exec(compile(ast.Module(body, []), "setup.py", "exec"), names)
    return found


def requirements(text):
    """What pip makes of a file by itself, without what it includes."""
    own = "".join(line for line in text.splitlines(True) if not re.match(r"-[rc]\b", line))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "requirements.txt")
        with open(path, "w", newline="") as file:
            file.write(own)
        lines = parse_requirements(path, None)
        return [
            {"requirement": line.requirement, "editable": line.is_editable, "options": line.options or {}}
            for line in lines
        ]


PARSERS = {"pyproject.toml": toml, "Pipfile": toml, "setup.cfg": setup_cfg, "setup.py": setup_py}
TABLES = {"dependencies", "dev-dependencies", "packages", "dev-packages"}


def without(value, names, key=None):
    """A value without what is promoted."""
    if isinstance(value, dict):
        if "requirement" in value and name_of(value["requirement"]) in names:
            return None
        return {
            each: without(inner, names, each)
            for each, inner in value.items()
            if not (key in TABLES and normalised(each) in names)
        }
    if isinstance(value, list):
        kept = [without(item, names) for item in value if not (isinstance(item, str) and name_of(item) in names)]
        return [item for item in kept if item is not None]
    return value


def wanted(value, names, key=None):
    """What is promoted, wherever it stands."""
    if isinstance(value, dict):
        if "requirement" in value:
            return [json.dumps(value, sort_keys=True)] if name_of(value["requirement"]) in names else []
        return [
            found
            for each, inner in value.items()
            for found in (
                [json.dumps([normalised(each), inner], sort_keys=True)]
                if key in TABLES and normalised(each) in names
                else wanted(inner, names, each)
            )
        ]
    if isinstance(value, list):
        return [
            found
            for item in value
            for found in (
                [str(Requirement(item))]
                if isinstance(item, str) and name_of(item) in names
                else [] if isinstance(item, str) else wanted(item, names)
            )
        ]
    return []


def judge(edit):
    names = set(edit["names"])
    before, after = [], []
    for path, (old_text, new_text) in edit["files"].items():
        parse = PARSERS.get(os.path.basename(path), requirements)
        old, new = parse(old_text), parse(new_text)
        if without(old, names) != without(new, names):
            return f"{path}: {without(old, names)} became {without(new, names)}"
        before += wanted(old, names)
        after += wanted(new, names)
    if not after:
        return "nothing is declared"
    if edit.get("moves") and sorted(before) != sorted(after):
        return f"{before} became {after}"
    return ""


for edit in json.load(sys.stdin):
    try:
        print(judge(edit))
    except Exception as error:
        print(f"{type(error).__name__}: {error}".replace("\n", " "))
