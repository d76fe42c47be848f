"""Make a Django project of a module, so that it boots, with stubs of all that the module names and is not installed.

Usage: python wrap.py FOLDER settings|urls PACKAGE... < SOURCE, which writes FOLDER/project and FOLDER/stubs. The module
is `mysite.settings` or `mysite.urls`; what it leaves to others stands in `mysite.base`.
"""

import ast
import os
import sys
from importlib.util import find_spec

BASE = """from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "x"
DEBUG = True
ROOT_URLCONF = "mysite.urls"
ALLOWED_HOSTS = ["www.example.com"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
BASE_APPS = LOCAL_APPS = ["django.contrib.humanize"]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": [],
            "libraries": {},
        },
    },
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "collected"
"""
STUB = """\"\"\"Whatever is asked of it.\"\"\"

urlpatterns = []
urls = ([], "stub", "stub")


class Stub:
    def __init__(self, get_response=None, *args, **kwargs):
        self.get_response = get_response

    def __call__(self, *args, **kwargs):
        return self.get_response(*args, **kwargs)


def __getattr__(name):
    if name.startswith("__") or name in ("app_name", "default_app_config"):
        raise AttributeError(name)
    if name.endswith("Config"):
        from django.apps import AppConfig

        return type(name, (AppConfig,), {"__module__": __name__, "name": __name__.rpartition(".")[0] or __name__})
    return type(name, (Stub,), {"__module__": __name__})
"""
# A URLconf's package has its application installed.
ALSO = """
from importlib.util import find_spec

INSTALLED_APPS += [root for root in %r if find_spec(root)]
"""
MANAGE = 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.site")\n'


def names_in(tree):
    """Yield the dotted names of modules that a source imports or names in strings, each with that of a class behind it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if all(part.isidentifier() for part in node.value.split(".")):
                yield node.value


def stub(folder, name):
    """Write the packages of a dotted name; one that begins with a capital letter is a class."""
    parts = name.split(".")
    if parts[-1][:1].isupper() and len(parts) > 1:
        parts.pop()
    for count in range(1, len(parts) + 1):
        path = os.path.join(folder, *parts[:count])
        os.makedirs(path, exist_ok=True)
        write(STUB, path, "__init__.py")


def write(text, *path):
    os.makedirs(os.path.dirname(os.path.join(*path)), exist_ok=True)
    with open(os.path.join(*path), "w", encoding="utf-8") as file:
        file.write(text)


def main():
    folder, kind, *packages = sys.argv[1:]
    text = sys.stdin.read()
    tree = ast.parse(text)
    project, stubs = os.path.join(folder, "project"), os.path.join(folder, "stubs")
    os.makedirs(stubs, exist_ok=True)
    own = {"mysite", "__future__"}
    is_settings = kind == "settings"
    for name in sorted({*names_in(tree), *packages}):
        root = name.split(".")[0]
        # Where no application is installed, a real middleware may miss it.
        is_stub = find_spec(root) is None or (root in packages and is_settings and "INSTALLED_APPS" not in text)
        if root.islower() and root not in own and is_stub:
            stub(stubs, name)
    write(MANAGE, project, "manage.py")
    write("", project, "mysite", "__init__.py")
    write("from django.core.wsgi import get_wsgi_application as application  # noqa: F401\n", project, "mysite", "wsgi.py")
    write(BASE if is_settings else BASE + ALSO % packages, project, "mysite", "base.py")
    lines = ["from .base import *  # noqa: F403"] + ["from .settings import *  # noqa: F403"] * is_settings
    write("\n".join(lines) + "\n", project, "mysite", "site.py")
    write(text if is_settings else "", project, "mysite", "settings.py")
    write("urlpatterns = []\n" if is_settings else text, project, "mysite", "urls.py")


main()
