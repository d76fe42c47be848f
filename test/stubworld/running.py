"""Runs one module in one world, and takes its names out as they stand when it has run."""

import os
import signal
import sys
import types

from describing import ClassView, describe
from importing import enter, imported
from recording import Recording
from world import Current

MODULE = "project.config.settings.local"
OUT_OF_TIME = "ran into the time limit"
HOOKS = ("pre_setup", "setup", "post_setup")


class TimeLimit(BaseException):
    """The module ran longer than it may."""


class Text(str):
    """The value of an environment variable: whether it equals anything is an unknown condition."""

    question = "text"

    def __eq__(self, other):
        if isinstance(other, Text):
            return self.question == other.question
        return Current.world.truth(f"{self.question} == {other!r}")

    __hash__ = str.__hash__

    def lower(self):
        return self

    strip = upper = lower


def text(question):
    made = Text("1")
    made.question = question
    return made


class Environment(dict):
    """`os.environ` of a stub world: each variable may be set or not."""

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __contains__(self, key):
        return Current.world.truth(f"{key} in environ")

    def __missing__(self, key):
        return text(f"environ[{key}]")


class Arguments(list):
    """`sys.argv` of a stub world."""

    def __contains__(self, word):
        return Current.world.truth(f"{word} in argv")


class Result:
    """What a run left: values by name, what it did to other modules, and how it failed."""

    def __init__(self, values, effects, modules, error, failed_calls):
        self.values = values
        self.effects = effects
        self.modules = modules
        self.error = error
        self.failed_calls = failed_calls


def run(code, world, call=False, seconds=2.0):
    """Executes compiled code in a world; with `call`, calls the functions that it defines as well."""
    enter(world)
    module = types.ModuleType(MODULE)
    module.__package__ = MODULE.rpartition(".")[0]
    module.__file__ = "/project/config/settings/local.py"
    sys.modules[MODULE] = module
    os.environ, sys.argv = Environment(), Arguments(["manage.py", text("argv[1]")])
    error, values, failed = None, {}, []
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)
    try:
        exec(code, module.__dict__)
        values = take(module)
        if call:
            failed = call_functions(module, values)
    except TimeLimit:
        error = OUT_OF_TIME
    except BaseException as caught:
        error = f"{type(caught).__name__}: {caught}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    effects = {**dict(world.effects), **{f"other module's {name}": value for name, value in world.names.items()}}
    return Result(values, effects, imported(world), error, failed)


def take(module):
    names = [name for name in vars(module) if not (name.startswith("__") and name.endswith("__"))]
    return {name: view(vars(module)[name], module.__name__) for name in names}


def view(value, module):
    if isinstance(value, type) and value.__module__ == module:
        return view_class(value, module)
    return value


def view_class(cls, module):
    for hook in HOOKS:
        if isinstance(vars(cls).get(hook), classmethod):
            getattr(cls, hook)()
    attributes = {}
    for name, value in list(vars(cls).items()):
        if name.startswith("__"):
            continue
        if isinstance(value, property):
            value = value.fget(object.__new__(cls))
        attributes[name] = view(value, module)
    return ClassView(cls.__name__, [base.__name__ for base in cls.__bases__], attributes, cls)


def call_functions(module, values):
    """Calls each function with recordings; results become values of their own names."""
    failed = []
    for name, value in list(vars(module).items()):
        if not isinstance(value, types.FunctionType) or value.__module__ != module.__name__:
            continue
        code = value.__code__
        given = code.co_argcount - len(value.__defaults__ or ())
        arguments = [Recording(("free", f"{name}.{arg}"), f"{name}.{arg}") for arg in code.co_varnames[:given]]
        try:
            values[f"{name}()"] = value(*arguments)
        except Exception as error:
            values[f"{name}()"] = f"raised {type(error).__name__}"
            failed.append(name)
    return failed


def stop(*_):
    raise TimeLimit


def same(left, right):
    return describe(left) == describe(right)
