"""The environment variables that a project asks for and does not get."""

import ast
import os
import re
import traceback

import djguard_asked
import djguard_empty
from djguard_source import dotted, parsed, text_of

# python-decouple, and what projects say by themselves.
WORDS = [
    re.compile(r"^(\w+) not found\. Declare it as envvar"),
    re.compile(r"\b([A-Z][A-Z0-9_]{2,})\b['\"`]? (?:environment variable|env(?:ironment)? var\b|env\b)"),
    re.compile(r"(?:environment variable|env(?:ironment)? var\w*):? ['\"`]?([A-Z][A-Z0-9_]{2,})\b"),
]
REQUIRED = re.compile(r"\b([A-Z][A-Z0-9_]{2,})['\"`]? (?:must be set|is not set|is required|must not be empty)")
# What Django says of SECRET_KEY: https://docs.djangoproject.com/en/5.2/ref/settings/#secret-key
EMPTY = re.compile(r"^The (\w+) setting must not be empty")
# The last names of functions that take None for a value.
TAKES_NONE = ([], ["bool"], ["str"], ["print"], ["append"])
# What pydantic and dynaconf name is a field; the variable is called after it, with a prefix.
DYNACONF = re.compile(r"^(\w+) is required in env")
# What django-environ reads where it is given no name.
URLS = {"db": "DATABASE_URL", "cache": "CACHE_URL", "email": "EMAIL_URL", "search": "SEARCH_URL"}
DATABASE, CACHE, EMAIL = "sqlite://:memory:", "locmemcache://", "consolemail://"
# Values that libraries take for what a variable's name ends in.
BY_NAME = [
    (r"DATABASE_URL$", DATABASE),
    (r"CACHE_URL$", CACHE),
    (r"EMAIL_URL$", EMAIL),
    (r"REDIS_UR[LI]$", "redis://localhost"),
    (r"BROKER_UR[LI]$", "memory://"),
    (r"DSN$", "http://x@localhost/1"),
    (r"(_|^)(UR[LI]|ORIGIN|ENDPOINT)S?$", "http://localhost"),
    (r"(_|^)HOSTS?(NAME)?$", "localhost"),
    (r"(_|^)PORT$", "1"),
]
URLS.update({f"{kind}_url": name for kind, name in URLS.items()})


def missing(chain, frames_of, root):
    """Return `[name, hint]` of each variable that an error is about, and of those that the same files need as well.

    `frames_of` gives the frames of the project's own code on the way to an exception; `hint` is a value of the kind
    that the code asks for.
    """
    named = dict(found for link in chain for found in [*names_in(link), *unset(link, frames_of(link))])
    told = " ".join(str(link) for link in chain)
    named.update((name, None) for name in djguard_asked.unset if name not in named and is_word(name, told))
    for match in filter(None, (EMPTY.search(str(link)) for link in chain)):
        named.update((name, None) for name in djguard_empty.behind(match[1], root))
    if not named:
        return []
    files = {frame.filename for link in chain for frame in frames_of(link)}
    asked = {name: kind for file in sorted(files) for name, kind, _ in reads_in(file)}
    others = [name for name in asked if name not in os.environ and name not in named]
    return [[name, hint(name, named.get(name) or asked.get(name))] for name in [*named, *others]]


def is_word(name, text):
    return re.search(r"(?<!\w)" + re.escape(name) + r"(?!\w)", text) is not None


def names_in(error):
    """Yield the variables that one exception names, each with the kind of its value where that is known."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    if isinstance(error, KeyError):
        last = frames[-1] if frames else None
        if last is not None and last.f_globals.get("__name__") == "os" and last.f_code.co_name == "__getitem__":
            yield str(error.args[0]), None
    elif type(error).__name__ == "ValidationError":
        yield from fields_in(error, [frame.f_locals for frame in frames])
    else:
        yield from ((match[1], None) for match in (words.search(str(error)) for words in WORDS) if match)


def unset(error, frames):
    """Yield the variables that the project's own lines on the way to an error can't do without, and that are not there."""
    for frame in frames if isinstance(error, (AttributeError, TypeError)) else []:
        for name, kind, line in reads_in(frame.filename):
            if line == frame.lineno and name not in os.environ:
                yield name, kind


def fields_in(error, scopes):
    """Yield the variables behind the fields that pydantic-settings or dynaconf miss.

    Classes are asked and not their objects, which may do anything when they are.
    """
    things = [thing for scope in scopes for thing in list(scope.values())]
    match = DYNACONF.search(str(error))
    if match:
        yield f"{dynaconf_prefix(things)}_{match[1]}".upper(), None
    elif callable(getattr(error, "errors", None)):
        model = next((kind for kind in map(type, things) if "env_prefix" in getattr(kind, "model_config", ())), None)
        prefix = model.model_config["env_prefix"] if model else ""
        for each in error.errors():
            if each.get("type") == "value_error":  # a validator of the project's own
                yield from ((match[1], None) for match in REQUIRED.finditer(each["msg"]))
            if each.get("type") in ("missing", "value_error.missing"):
                field = getattr(model, "model_fields", {}).get(each["loc"][0])
                kind = getattr(getattr(field, "annotation", None), "__name__", None)
                yield (prefix + "__".join(map(str, each["loc"]))).upper(), kind


def dynaconf_prefix(things):
    """Return what dynaconf puts before its variables, from the settings object at work; its default where none is."""
    for thing in things:
        if type(thing).__module__ == "dynaconf.base" and type(thing).__name__ == "Settings":
            return thing.__dict__.get("ENVVAR_PREFIX_FOR_DYNACONF") or "DYNACONF"
    return "DYNACONF"


def reads_in(file):
    """Yield the variables that a file can't do without, each with the kind of its value.

    That is `os.environ["NAME"]`, `os.getenv("NAME").split()` and `int(os.getenv("NAME"))`, where a function is likely
    not to take None, and `env("NAME")`, `env.db("NAME")` and `config("NAME", cast=int)` without a default. With each
    comes its line.
    """
    tree = parsed(file)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    declared = {each.arg for call in calls if dotted(call.func)[-1:] == ["Env"] for each in call.keywords}
    for node in ast.walk(tree):
        name, kind = None, None
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and dotted(node.value)[-1:] == ["environ"]:
            name = text_of(getattr(node.slice, "value", node.slice)) or text_of(node.slice)
        elif isinstance(node, ast.Call) and is_reader(node):
            name = text_of(node.args[0]) if node.args else URLS[dotted(node.func)[-1]]
            cast = next((each.value for each in node.keywords if each.arg == "cast"), None)
            kind = (dotted(node.func)[1:] or dotted(cast) or [None])[-1]
        elif isinstance(node, ast.Attribute) and is_optional(node.value):
            name = text_of(node.value.args[0])
        elif isinstance(node, ast.Call) and dotted(node.func)[-1:] not in TAKES_NONE and is_optional(*node.args[:1]):
            name, kind = text_of(node.args[0].args[0]), (dotted(node.func) or [None])[-1]
        if isinstance(name, str) and name not in declared:
            yield name, kind, node.lineno


def is_optional(node=None):
    """Whether code reads a variable that may not be there, and gets None for it then."""
    is_call = isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords
    if not is_call or dotted(node.func)[-2:] not in (["os", "getenv"], ["environ", "get"], ["getenv"]):
        return False
    return text_of(node.args[0]) is not None


def is_reader(call):
    """Whether a call reads a variable that has to be there."""
    path = dotted(call.func)
    has_default = len(call.args) > 1 or any(each.arg == "default" for each in call.keywords)
    name = call.args[0] if call.args else None
    is_name = text_of(name) is not None
    has_own = not call.args and len(path) == 2 and path[1] in URLS
    return (is_name or has_own) and not has_default and path[:1] in (["env"], ["config"]) and len(path) < 3


def hint(name, kind):
    """Return a value that code of that kind takes, and that nothing in a shell has to be quoted for."""
    by_kind = {"bool": "False", "int": "1", "float": "1", "json": "{}", "db": DATABASE, "cache": CACHE, "email": EMAIL}
    kind = (kind or "").replace("_url", "")
    return by_kind.get(kind) or next((value for end, value in BY_NAME if re.search(end, name.upper())), "x")
