"""Imports in a stub world: everything but the standard library is a module of recordings."""

import importlib.machinery
import sys
import sysconfig
import types
from pathlib import Path

from recording import ERROR_NAME, Recording, error_class
from world import Current, mentions


def standard_names():
    """The top-level names of the standard library; before Python 3.10 read from its folder."""
    if hasattr(sys, "stdlib_module_names"):
        return sys.stdlib_module_names
    folder = Path(sysconfig.get_paths()["stdlib"])
    found = {entry.name.split(".")[0] for place in (folder, folder / "lib-dynload") for entry in place.glob("*")}
    return frozenset(found | set(sys.builtin_module_names))


STANDARD = standard_names()
OWN = frozenset(sys.modules) | {path.stem for path in Path(__file__).parent.glob("*.py")}


class StubModule(types.ModuleType):
    """A module that holds a recording of whatever it is asked for."""

    def __init__(self, name):
        super().__init__(name)
        self.__path__ = []

    @property
    def stub_name(self):
        return self.__name__

    def __getattr__(self, name):
        world = Current.world
        if name == "__all__":
            return list(world.starred)
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        return module_attribute(self.__name__, name, world)

    def __call__(self, *args, **kwargs):
        world = Current.world
        return Recording(("import", self.__name__), self.__name__, mentions(self.__name__, world.roots))(*args, **kwargs)

    def __repr__(self):
        return self.__name__


def module_attribute(module, name, world):
    roots = mentions(module, world.roots)
    outside = roots or module.startswith("django.")
    if name in world.names and not outside:
        return world.names[name]
    text = f"{module}.{name}"
    if ERROR_NAME.search(name):
        return error_class(text, name)
    return Recording(("import", text), text, roots)


class StubFinder:
    """Finds every module outside the standard library, but for what is absent in the world."""

    created = {}

    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in STANDARD or top in OWN or top in Current.world.absent or top in Current.world.missing:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        self.created.setdefault(spec.name.partition(".")[0], set()).add(spec.name)
        return StubModule(spec.name)

    def exec_module(self, module):
        pass


def enter(world):
    """Makes the world the current one, with none of its packages imported yet."""
    Current.world = world
    world.missing = {name for name in world.attempted if not world.truth(f"{name} is installed")}
    for top in {*world.roots, *world.attempted}:
        for name in StubFinder.created.pop(top, ()):
            sys.modules.pop(name, None)
        sys.modules.pop(top, None)


def imported(world):
    """The modules of the optional packages that the run imported."""
    return sorted(name for root in world.roots for name in StubFinder.created.get(root, ()) if name in sys.modules)


def install():
    """Puts the finder before all others."""
    sys.meta_path.insert(0, StubFinder())
