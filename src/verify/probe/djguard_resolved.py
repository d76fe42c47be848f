"""What Django made of the settings, described so that two processes can compare it."""

import functools
import logging
import re

import djguard_describe

# `lastResort` is what a root logger without handlers uses: some packages that add one of theirs add it, too.
# https://docs.python.org/3/library/logging.html#logging.lastResort
SILENT = (logging.NullHandler, type(logging.lastResort))
APP_LABELS = re.compile(r"(\(\?P<app_label>)([^()]*)(\))")


def patterns(found, packages, place_of=None):
    """Describe URL patterns in the order in which they are tried; `module` is whose a pattern is, where that is known.

    The admin's pages of a package's models are the package's. With `place_of`, which a trace has, each has the line
    that put it there; what no line of the project did has that of the pattern around it.
    """
    from django.apps import apps

    foreign = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in packages}

    def route(pattern):
        def own(match):
            return match[1] + "|".join(label for label in match[2].split("|") if label not in foreign) + match[3]

        return APP_LABELS.sub(own, str(pattern.pattern))

    def describe(pattern, around=None):
        place = place_of and (place_of(pattern) or around)
        also = {"place": place} if place else {}
        if hasattr(pattern, "url_patterns"):
            names = [pattern.namespace, pattern.app_name]
            inner = [describe(part, place) for part in pattern.url_patterns]
            module = getattr(pattern.urlconf_name, "__name__", pattern.urlconf_name)
            owner = module if isinstance(module, str) else None
            return {"route": route(pattern), "module": owner, "names": names, "patterns": inner, **also}
        model = getattr(getattr(pattern.callback, "model_admin", None), "model", None)
        view = view_name(pattern.callback)
        owner = getattr(model, "__module__", view)
        return {"route": route(pattern), "module": owner, "view": view, "name": pattern.name, **also}

    return [describe(pattern) for pattern in found]


def view_name(callback):
    """Return the dotted name of a view, by Django's rules; its own word for it, `lookup_str`, Django 4.1 has not."""
    while isinstance(callback, functools.partial):
        callback = callback.func
    view = getattr(callback, "view_class", callback)
    named = view if hasattr(view, "__name__") else type(view)
    return f"{named.__module__}.{named.__qualname__}"


def template_engines(backends, places):
    """Describe template engines by their names, with all that they import."""
    return {"dict": [[backend.name, template_engine(backend, places)] for backend in backends]}


def template_engine(backend, places):
    engine = getattr(backend, "engine", None)
    if engine is None:
        extensions = getattr(getattr(backend, "env", None), "extensions", {})
        parts = {"extensions": sorted(extensions), "dirs": list(backend.template_dirs)}
    else:
        # These import what they name, and keep it.
        _ = engine.template_builtins, engine.template_libraries, engine.template_loaders
        parts = {
            "context_processors": list(engine.template_context_processors),
            "builtins": list(engine.builtins),
            "libraries": dict(engine.libraries),
            "loaders": list(engine.loaders),
            "dirs": list(backend.template_dirs),
        }
    return djguard_describe.value({"class": type(backend), **parts}, places)


def finders(places):
    """Describe what looks for static files, and where."""
    from django.contrib.staticfiles.finders import get_finders

    def describe(finder):
        return {
            "class": type(finder),
            "apps": list(getattr(finder, "apps", [])),
            "locations": list(getattr(finder, "locations", [])),
        }

    return djguard_describe.value([describe(finder) for finder in get_finders()], places)


def log_handlers(packages, places):
    """Describe the root logger, every other one that has handlers, and those that LOGGING names.

    Libraries give their loggers a NullHandler as they are imported: that is no part of the project, and neither is a
    logger that nothing but packages give handlers to.
    """
    from django.conf import settings

    configuration = settings.LOGGING if isinstance(settings.LOGGING, dict) else {}
    named = configuration.get("loggers") or {}
    loggers = {"root": logging.getLogger(), **logging.root.manager.loggerDict}
    described = {}
    for name, logger in loggers.items():
        handlers = getattr(logger, "handlers", [])
        kept = [handler for handler in handlers if handler.name or type(handler) not in SILENT]
        own = [handler for handler in kept if type(handler).__module__.split(".")[0] not in packages]
        if own or logger is logging.root or (name in named and isinstance(logger, logging.Logger)):
            described[name] = {
                "level": logger.level,
                "propagate": logger.propagate,
                "handlers": {handler_name(handler): handler_value(handler) for handler in kept},
            }
    return djguard_describe.value(described, places)


def handler_name(handler):
    return handler.name or type(handler).__qualname__


def handler_value(handler):
    filters = [each if callable(each) else type(each) for each in handler.filters]
    return {"class": type(handler), "level": handler.level, "filters": filters, "formatter": type(handler.formatter)}
