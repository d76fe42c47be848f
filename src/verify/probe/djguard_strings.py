"""Dotted names in settings that Django, or a package that most projects have, imports at their first use.

What INSTALLED_APPS, MIDDLEWARE and TEMPLATES name, booting meets. A package's own settings are its own affair.
"""

from importlib import import_module


def load(names, packages):
    """Import the module of every dotted name under one of `packages` in the settings called `names`.

    One that cannot be imported raises with the setting's name in front.
    """
    from django.conf import settings

    found = [(name, text) for name in sorted(names) for text in texts(getattr(settings, name, None))]
    ours = [(name, text) for name, text in found if "." in text and text.split(".")[0] in packages]
    for name, text in ours:
        try:
            import_module(text.rpartition(".")[0])
        except ImportError as error:
            raise ImportError(f"{name} names {text!r}: {error}", name=error.name) from error


def texts(thing):
    """Yield every string that may be a dotted name in nested lists, tuples and the values of dicts."""
    if isinstance(thing, str):
        if all(part.isidentifier() for part in thing.split(".")):
            yield thing
    elif isinstance(thing, dict):
        for part in thing.values():
            yield from texts(part)
    elif isinstance(thing, (list, tuple, set, frozenset)):
        for part in thing:
            yield from texts(part)
