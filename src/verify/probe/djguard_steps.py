"""The steps of booting a Django project. None touches the database or the network.

Each takes the request and hands `saw` the values that are worth comparing; it raises where the project does,
and djguard_attempts.LeftOut where there is nothing to try. Django is imported inside the steps: a project's settings may have to come
first.
"""

import operator
import os
import tempfile

import djguard_attempts
import djguard_describe
import djguard_resolved
import djguard_strings


def settings(request):
    """Import the settings, as every entry point of Django does first."""
    if os.environ.get("DJANGO_CONFIGURATION"):
        from configurations import importer

        importer.install()
    from django.conf import settings

    request["settings seen"] = described(settings, request)
    request["saw"]("settings", request["settings seen"])


def described(settings, request):
    names = [name for name in dir(settings) if name.isupper()]
    return {
        name: djguard_describe.bounded(djguard_describe.value(getattr(settings, name), request["places"]))
        for name in names
    }


def setup(request):
    import django
    from django.apps import apps
    from django.conf import settings

    django.setup()
    before, after = request["settings seen"], described(settings, request)
    changed = {name for name in {**before, **after} if before.get(name) != after.get(name)}
    # Django itself puts its defaults into what it is given of databases.
    request["saw"]("changed by apps", sorted(changed - {"DATABASES"}))
    request["saw"]("apps", {"list": [config.name for config in apps.get_app_configs()]})
    request["saw"]("log handlers", djguard_resolved.log_handlers(request["packages"], request["places"]))


def check(request):
    """Run the system checks as `manage.py check` does; an unsilenced error fails the step."""
    from django.core import checks

    order_checks()
    messages = [message for message in checks.run_checks() if not message.is_silenced()]
    errors = [message for message in messages if message.is_serious()]
    if errors:
        raise AssertionError("; ".join(f"{message.id}: {message.msg}" for message in errors))


def order_checks():
    """Have the checks run in the same order in every start: Django keeps them in a set, and the first error ends all."""
    from django.core.checks.registry import registry

    given = registry.get_checks
    name = operator.attrgetter("__module__", "__qualname__")
    registry.get_checks = lambda *asked, **more: sorted(given(*asked, **more), key=lambda check: name(of_class(check)))


def of_class(check):
    """Return a function itself, and the class of an object that is called like one."""
    return check if hasattr(check, "__qualname__") else type(check)


def wsgi(request):
    """Build the WSGI application that `runserver` would serve: this imports the middleware."""
    from django.core.servers.basehttp import get_internal_wsgi_application

    get_internal_wsgi_application()


def asgi(request):
    """Build the ASGI application: the one the project names, the one next to its WSGI's, or Django's own."""
    from importlib.util import find_spec

    from django.conf import settings

    if find_spec("django.core.asgi") is None:  # it came with Django 3.0
        raise djguard_attempts.LeftOut
    from django.core.asgi import get_asgi_application
    from django.utils.module_loading import import_string

    named = getattr(settings, "ASGI_APPLICATION", None)
    beside = (getattr(settings, "WSGI_APPLICATION", None) or "").rpartition(".wsgi.")[0] + ".asgi"
    if named is None and beside != ".asgi" and find_spec(beside) is not None:
        named = beside + ".application"
    if named is None:
        get_asgi_application()
    else:
        import_string(named)


def urls(request):
    """Import every URLconf that the root reaches."""
    from django.urls import get_resolver

    resolver = get_resolver()
    for status in (400, 403, 404, 500):
        resolver.resolve_error_handler(status)
    place_of = request["tracer"].place_of if request["tracer"] else None
    request["saw"]("urlpatterns", djguard_resolved.patterns(resolver.url_patterns, request["packages"], place_of))


def templates(request):
    """Build every template engine and what it imports by name: context processors, builtins, libraries, loaders."""
    from django.template import engines

    request["saw"]("template engines", djguard_resolved.template_engines(engines.all(), request["places"]))


def collectstatic(request):
    """Run `collectstatic --dry-run` as manage.py does, with a folder of ours for a storage on another machine."""
    from django.core.files.storage import FileSystemStorage
    from django.core.management import call_command, get_commands, load_command_class

    if "collectstatic" not in get_commands():
        raise djguard_attempts.LeftOut
    request["saw"]("static files finders", djguard_resolved.finders(request["places"]))
    command = load_command_class(get_commands()["collectstatic"], "collectstatic")
    asked = {"dry_run": True, "interactive": False, "verbosity": 0, "skip_checks": False}
    if command.is_local_storage():
        call_command(command, **asked)
        return
    with tempfile.TemporaryDirectory() as folder:
        command.storage = FileSystemStorage(folder)
        call_command(command, **asked)


def strings(request):
    """Import what Django would import by name only later, as far as `packages` are to give it."""
    djguard_strings.load(request["atFirstUse"], request["packages"])


STEPS = {
    step.__name__: step for step in (settings, setup, check, wsgi, asgi, urls, templates, strings, collectstatic)
}
NEEDS = {step: ["setup"] for step in STEPS}
NEEDS["settings"] = []
NEEDS["setup"] = ["settings"]
