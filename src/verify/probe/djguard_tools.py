"""The tools that start a Python program, each asked for all that it does before it would serve."""

import inspect
import os
import re
import sys
from importlib import import_module
from importlib.util import find_spec

import djguard_apps


def option(words, *names):
    """Return the value of an option; `-A shop`, `-Ashop`, `--app shop` and `--app=shop` are alike."""
    for index, word in enumerate(words):
        for name in names:
            if word == name and index + 1 < len(words):
                return words[index + 1]
            if word.startswith(name + "=" if name.startswith("--") else name) and word != name:
                return word[len(name) :].lstrip("=")
    return None


def celery(words, attempt, saw):
    """Find the app as celery does, and import its tasks as a worker does when it starts.

    https://docs.celeryq.dev/en/stable/userguide/application.html
    """
    name = option(words, "-A", "--app") or os.environ.get("CELERY_APP")
    folder = option(words, "--workdir")
    if folder:
        os.chdir(folder)
        sys.path.insert(0, os.getcwd())
    if name is None:
        if attempt("import celery", lambda: import_module("celery")):
            djguard_apps.look_at(sys.modules["celery"].current_app._get_current_object(), attempt, saw)
        return
    module = name.split(":")[0]
    # celery passes over what an import inside of its guess misses.
    for guess in [module] if ":" in name else [module, f"{module}.celery"]:
        is_there = guess == module or exists(guess)
        if is_there and not attempt(f"import {guess}", lambda guess=guess: import_module(guess)):
            return
    found = []
    if attempt("find the app", lambda: found.append(import_module("celery.app.utils").find_app(name))):
        djguard_apps.look_at(found[0], attempt, saw)


def exists(name):
    try:
        return find_spec(name) is not None
    except (ImportError, AttributeError):
        return False


def uvicorn(words, attempt, saw):
    """Have uvicorn read its arguments and load the app. https://www.uvicorn.org/settings/"""
    name = "import uvicorn"
    if attempt(name, lambda: import_module("uvicorn.main")):
        main = sys.modules["uvicorn.main"]
        main.run = lambda app, **options: load(app, options, attempt, saw)
        attempt.quietly(lambda: main.main(args=words, standalone_mode=False), "read its arguments")


def load(app, options, attempt, saw):
    """Do what uvicorn.run() does, up to where it would listen."""
    import uvicorn as tool

    sys.path.insert(0, os.path.abspath(options.get("app_dir") or "."))
    known = inspect.signature(tool.Config.__init__).parameters
    config = tool.Config(app, **{key: value for key, value in options.items() if key in known})
    if isinstance(app, str) and not attempt(f"import {app.split(':')[0]}", lambda: import_module(app.split(":")[0])):
        return
    if attempt(f"load {app}", config.load):
        thing = sys.modules.get(str(app).split(":")[0])
        djguard_apps.look_at(getattr(thing, str(app).split(":")[-1], None), attempt, saw)


def fastapi(words, attempt, saw):
    """Have `fastapi run` find its app. https://fastapi.tiangolo.com/fastapi-cli/"""
    if attempt("import fastapi_cli", lambda: import_module("fastapi_cli.cli")):
        cli = sys.modules["fastapi_cli.cli"]
        import typer

        cli.uvicorn.run = lambda app, **options: load(app, options, attempt, saw)
        attempt.quietly(lambda: typer.main.get_command(cli.app)(args=words, standalone_mode=False), "find the app")


def gunicorn(words, attempt, saw):
    """Have gunicorn read its configuration and load the app, as its --check-config does."""
    if not attempt("import gunicorn", lambda: import_module("gunicorn.app.wsgiapp")):
        return
    tool = sys.modules["gunicorn.app.wsgiapp"].WSGIApplication
    made = []
    if attempt("read its configuration", lambda: made.append(tool("%(prog)s [OPTIONS] [APP_MODULE]", prog="gunicorn"))):
        found = []
        if attempt(f"load {made[0].app_uri}", lambda: found.append(made[0].load())):
            djguard_apps.look_at(found[0], attempt, saw)
        attempt("import the worker class", lambda: (made[0].cfg.worker_class, made[0].cfg.logger_class))


def flask(words, attempt, saw):
    """Have flask find its app. https://flask.palletsprojects.com/en/stable/cli/"""
    if not attempt("import flask", lambda: import_module("flask.cli")):
        return
    cli = sys.modules["flask.cli"]
    made = []
    if not attempt(
        "read its arguments", lambda: made.append(cli.cli.make_context("flask", [*words, "run"][: len(words) or 1]))
    ):
        return
    info = made[0].ensure_object(cli.ScriptInfo)
    path = info.app_import_path or next((each for each in ("wsgi.py", "app.py") if os.path.isfile(each)), None)
    if path:
        # flask puts an error of the import into a text of its own.
        place = re.split(r":(?![\\/])", path, maxsplit=1)[0]
        module = cli.prepare_import(place)
        if not attempt(f"import {module}", lambda: import_module(module)):
            return
    found = []
    if attempt("load the app", lambda: found.append(info.load_app())):
        djguard_apps.look_at(found[0], attempt, saw)


TOOLS = {tool.__name__: tool for tool in (celery, uvicorn, fastapi, gunicorn, flask)}
