"""The steps of booting a Django project. None touches the database or the network.

Each takes the request and returns what is worth comparing; it raises where the project does.
Django is imported inside the steps: a project's settings may have to come first.
"""

import os
import tempfile

import djguard_describe
import djguard_strings


def settings(request):
    """Import the settings, as every entry point of Django does first."""
    if os.environ.get("DJANGO_CONFIGURATION"):
        from configurations import importer

        importer.install()
    from django.conf import settings

    names = [name for name in dir(settings) if name.isupper()]
    return {name: djguard_describe.value(getattr(settings, name), request["root"]) for name in names}


def setup(request):
    import django
    from django.apps import apps

    django.setup()
    return [config.name for config in apps.get_app_configs()]


def check(request):
    """Run the system checks as `manage.py check` does; an unsilenced error fails the step."""
    from django.core import checks

    messages = [message for message in checks.run_checks() if not message.is_silenced()]
    errors = [message for message in messages if message.is_serious()]
    if errors:
        raise AssertionError("; ".join(f"{message.id}: {message.msg}" for message in errors))
    return [{"id": message.id, "text": str(message.msg)} for message in messages]


def wsgi(request):
    """Build the WSGI application that `runserver` would serve: this imports the middleware."""
    from django.core.servers.basehttp import get_internal_wsgi_application

    return type(get_internal_wsgi_application()).__name__


def asgi(request):
    """Build the ASGI application: the one the project names, the one next to its WSGI's, or Django's own."""
    from importlib.util import find_spec

    from django.conf import settings
    from django.core.asgi import get_asgi_application
    from django.utils.module_loading import import_string

    named = getattr(settings, "ASGI_APPLICATION", None)
    beside = (getattr(settings, "WSGI_APPLICATION", None) or "").rpartition(".wsgi.")[0] + ".asgi"
    if named is None and beside != ".asgi" and find_spec(beside) is not None:
        named = beside + ".application"
    application = get_asgi_application() if named is None else import_string(named)
    return type(application).__name__


def urls(request):
    """Import every URLconf that the root reaches; return the patterns in the order in which they are tried."""
    from django.urls import get_resolver

    def walk(patterns, prefix):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield [route, f"namespace {pattern.namespace} of {pattern.app_name}"]
                yield from walk(pattern.url_patterns, route)
            else:
                yield [route, pattern.lookup_str, pattern.name]

    resolver = get_resolver()
    for status in (400, 403, 404, 500):
        resolver.resolve_error_handler(status)
    return list(walk(resolver.url_patterns, ""))


def templates(request):
    """Build every template engine and what it imports by name: context processors, builtins, libraries, loaders."""
    from django.template import engines

    found = []
    for backend in engines.all():
        engine = getattr(backend, "engine", None)
        parts = ["template_context_processors", "template_builtins", "template_libraries", "template_loaders"]
        found.append([backend.name] + [len(getattr(engine, part)) for part in parts if engine is not None])
    return found


def collectstatic(request):
    """Run `collectstatic --dry-run`, with a folder of ours in the place of a storage on another machine."""
    from django.conf import settings
    from django.core.files.storage import FileSystemStorage
    from django.core.management import call_command, get_commands, load_command_class

    if "collectstatic" not in get_commands():
        return None
    command = load_command_class(get_commands()["collectstatic"], "collectstatic")
    if getattr(settings, "STATIC_ROOT", None) and command.is_local_storage():
        call_command(command, dry_run=True, interactive=False, verbosity=0)
        return True
    with tempfile.TemporaryDirectory() as folder:
        command.storage = FileSystemStorage(folder)
        call_command(command, dry_run=True, interactive=False, verbosity=0)
    return True


def strings(request):
    """Import what Django would import by name only later, as far as `packages` are to give it."""
    return djguard_strings.load(request["atFirstUse"], request["packages"])


STEPS = {
    step.__name__: step for step in (settings, setup, check, wsgi, asgi, urls, templates, strings, collectstatic)
}
NEEDS = {step: ["setup"] for step in STEPS}
NEEDS["settings"] = []
NEEDS["setup"] = ["settings"]
