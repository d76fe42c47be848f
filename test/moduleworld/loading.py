"""Imports and opens the files of a project that lies in memory, and stands in for the packages that it names."""

import builtins
import importlib.util
import io
import sys
import types


class Project:
    """The project that runs now."""

    files = {}
    absent = frozenset()
    packages = frozenset()


class Tool(types.ModuleType):
    """A module of a package that may be missing: whatever it is asked for is there, and is the package's."""

    def __init__(self, name):
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return f"{self.__name__}.{name}" if name.isupper() else part(self.__name__, name)


def part(module, name):
    def called(*args, **kwargs):
        return f"{module}.{name}()"

    called.__module__ = module
    called.__qualname__ = called.__name__ = name
    return called


class Finder:
    """Finds the project's modules, the packages that are there, and the frameworks that the project uses."""

    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in Project.packages:
            if top in Project.absent:
                return None
            return importlib.util.spec_from_loader(name, self, is_package=True)
        if name in FRAMEWORKS:
            return importlib.util.spec_from_loader(name, self, is_package=True)
        file = file_of(name)
        if file is None:
            return None
        spec = importlib.util.spec_from_loader(name, self, origin=f"/{file}", is_package=file.endswith("__init__.py"))
        spec.has_location = True
        return spec

    def create_module(self, spec):
        return Tool(spec.name) if spec.name.partition(".")[0] in Project.packages else None

    def exec_module(self, module):
        framework = FRAMEWORKS.get(module.__name__)
        if framework is not None:
            framework(module)
        elif not isinstance(module, Tool):
            module.__file__ = module.__spec__.origin
            exec(compile(Project.files[module.__file__[1:]], module.__file__, "exec"), module.__dict__)


def file_of(name):
    path = name.replace(".", "/")
    return next((file for file in (f"{path}/__init__.py", f"{path}.py") if file in Project.files), None)


def split_settings(module):
    """https://github.com/wemake-services/django-split-settings"""

    def include(*paths, **kwargs):
        scope = sys._getframe(1).f_globals
        folder = scope["__file__"].rpartition("/")[0]
        for path in paths:
            file = f"{folder}/{path}"
            exec(compile(Project.files[file[1:]], file, "exec"), scope)

    module.include = include
    module.optional = str


def configurations(module):
    module.Configuration = type("Configuration", (), {"__module__": "configurations"})


FRAMEWORKS = {
    "split_settings": lambda module: None,
    "split_settings.tools": split_settings,
    "configurations": configurations,
}
open_file = builtins.open


def open_own(path, *args, **kwargs):
    text = Project.files.get(str(path)[1:])
    return open_file(path, *args, **kwargs) if text is None else io.StringIO(text)


def install():
    sys.meta_path.insert(0, Finder())
    builtins.open = open_own


def enter(files, packages, absent):
    Project.files, Project.packages, Project.absent = files, frozenset(packages), frozenset(absent)
    tops = {file.partition("/")[0].partition(".")[0] for file in files} | set(packages)
    for name in [name for name in sys.modules if name.partition(".")[0] in tops]:
        del sys.modules[name]
