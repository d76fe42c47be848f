"""Recording objects: what every name outside the standard library is in a stub world.

A recording remembers how it was made (`django.urls.path('x/', shop.views.home)`). Two recordings made
the same way are equal, whichever run made them, so that the values of two runs can be compared.
"""

import re

from operand import Operand, show
from world import Current, mentions

LIST_MAKERS = {"static", "staticfiles_urlpatterns", "debug_toolbar_urls", "i18n_patterns"}
ROUTES = {"path", "re_path", "url"}
LABELS = {"namespace", "app_name", "name"}
EFFECTS = {"configure"}
QUESTIONS = {"is_installed"}
ERROR_NAME = re.compile(r"(Error|Exception|Warning|Configured|DoesNotExist)$")


class Recording(Operand):
    """An object that supports what settings and URLconf modules do, and records it."""

    __slots__ = ("roots", "text", "tree")

    def __init__(self, tree, text, roots=frozenset()):
        put = object.__setattr__
        put(self, "tree", tree)
        put(self, "text", text)
        put(self, "roots", roots)

    def __repr__(self):
        return self.text

    __str__ = __fspath__ = __repr__

    def __format__(self, spec):
        return self.text

    def __hash__(self):
        return hash(self.text)

    def __eq__(self, other):
        if isinstance(other, Recording):
            return self.text == other.text
        if self.tree[0] == "call" and last_name(self.tree[1]) in ROUTES | LIST_MAKERS:
            return False
        return Current.world.truth(f"{self.text} == {show(other)}")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        world = Current.world
        if (self.text, name) in world.assigned:
            return world.assigned[self.text, name]
        if name in world.names and not self.roots and not self.text.startswith("django.conf.settings"):
            return world.names[name]
        if ERROR_NAME.search(name):
            return error_class(f"{self.text}.{name}", name)
        return Recording(("attribute", self, name), f"{self.text}.{name}", self.roots)

    def __setattr__(self, name, value):
        Current.world.assigned[self.text, name] = value
        Current.world.effects.append((f"{self.text}.{name}", value))

    def __setitem__(self, key, value):
        Current.world.effects.append((f"{self.text}[{show(key)}]", value))

    def __getitem__(self, key):
        return Recording(("item", self, key), f"{self.text}[{show(key)}]", self.roots)

    def __call__(self, *args, **kwargs):
        name = last_name(self)
        if name == "patterns":
            return list(args[1:])
        call = record_call(self, args, kwargs)
        if name in EFFECTS:
            Current.world.effects.append((self.text, {**dict(enumerate(args)), **kwargs}))
        return [call] if name in LIST_MAKERS else call

    def __bool__(self):
        if self.tree[0] == "call" and last_name(self.tree[1]) in QUESTIONS:
            return not self.roots & Current.world.absent and Current.world.truth(self.text)
        return True if self.roots else Current.world.truth(self.text)

    def __contains__(self, item):
        if mentions(item, Current.world.absent):
            return False
        return Current.world.truth(f"{show(item)} in {self.text}")

    def __iter__(self):
        yield Recording(("item", self, 0), f"{self.text}[*]", self.roots)

    def __enter__(self):
        return Recording(("enter", self), f"{self.text}.__enter__()", self.roots)

    def __exit__(self, *_):
        return False

    def __instancecheck__(self, instance):
        return Current.world.truth(f"isinstance({show(instance)}, {self.text})")

    def __mro_entries__(self, bases):
        return (base_class(self),)


def last_name(value):
    return value.text.rpartition(".")[2] if isinstance(value, Recording) else ""


def record_call(function, args, kwargs):
    """Records a call; routes, names and namespaces are labels, which do not make it a package's own."""
    roots = Current.world.roots
    named = [value for key, value in kwargs.items() if key not in LABELS and key != "route"]
    placed = args[1:] if last_name(function) in ROUTES else args
    if last_name(function) == "include":
        placed = [arg[0] if isinstance(arg, tuple) and arg else arg for arg in args]
    belongs = function.roots | mentions([*placed, *named], roots)
    shown = [show(value) for value in args] + [f"{key}={show(value)}" for key, value in kwargs.items()]
    return Recording(("call", function, args, kwargs), f"{function.text}({', '.join(shown)})", belongs)


def error_class(text, name):
    classes = Current.world.classes
    if text not in classes:
        classes[text] = type(name, (Exception,), {"__module__": text.rpartition(".")[0]})
    return classes[text]


def base_class(recording):
    """A real class to inherit from, holding what the project's settings classes hold."""
    world = Current.world
    if recording.text not in world.classes:
        body = {name: Recording(("super", recording, name), f"{recording.text}.{name}") for name in world.supers}
        body.update(world.names, made_of=recording.roots, __module__=recording.text.rpartition(".")[0])
        world.classes[recording.text] = type(last_name(recording) or "Base", (), body)
    return world.classes[recording.text]
