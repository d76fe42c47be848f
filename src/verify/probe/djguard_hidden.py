"""The metadata of distributions whose packages are hidden, which is to be missing as well."""

import sys
from importlib.machinery import PathFinder
from importlib.util import find_spec


def hide(roots):
    """Have importlib.metadata, its backport and pkg_resources pass over the distributions that hold these import roots.

    None of them is imported for that: most projects ask for no metadata.
    """
    roots = {root for root in roots if root}
    if not roots:
        return
    if hasattr(PathFinder, "find_distributions"):  # from Python 3.8 on
        PathFinder.find_distributions = staticmethod(without(roots, PathFinder.find_distributions))
    works = {"importlib_metadata": hide_backport, "pkg_resources": hide_resources}
    for name in [name for name in works if name in sys.modules]:  # a .pth file may have imported it
        works.pop(name)(sys.modules[name], roots)
    sys.meta_path.insert(0, Later(works, roots))


def hide_backport(module, roots):
    finder = module.MetadataPathFinder
    finder.find_distributions = staticmethod(without(roots, finder().find_distributions))


def hide_resources(module, roots):
    """Have it find no such distribution, and look again for those that it found while it was imported."""
    finders = module._distribution_finders
    for kind, find in list(finders.items()):
        finders[kind] = without(roots, find)
    if hasattr(module, "_initialize_master_working_set"):
        module._initialize_master_working_set()


def without(roots, find):
    def found(*asked, **more):
        return [each for each in find(*asked, **more) or [] if not roots & set(roots_of(each))]

    return found


def roots_of(distribution):
    """Yield what can be imported of a distribution. https://packaging.python.org/en/latest/specifications/"""
    listed = text_of(distribution, "top_level.txt")
    if listed is not None:
        yield from listed.split()
        return
    for line in (text_of(distribution, "RECORD") or "").splitlines():
        yield line.lstrip('"').split(",")[0].split("/")[0].split(".")[0]


def text_of(distribution, name):
    """Return a file of metadata, None for none: pkg_resources has other methods for that than the others."""
    if hasattr(distribution, "read_text"):
        return distribution.read_text(name)
    return distribution.get_metadata(name) if distribution.has_metadata(name) else None


class Later:
    """Has modules hide the same as soon as they are imported. `works` are functions by a module's name."""

    def __init__(self, works, roots):
        self.works, self.roots = works, roots
        self.asked = set()

    def find_spec(self, name, path=None, target=None):
        if name not in self.works or name in self.asked:
            return None
        self.asked.add(name)
        try:
            spec = find_spec(name)
        finally:
            self.asked.discard(name)
        if spec is not None and spec.loader is not None:
            spec.loader = Loader(spec.loader, lambda module: self.works[name](module, self.roots))
        return spec


class Loader:
    """Another loader, and something to be done once it has loaded."""

    def __init__(self, loader, work):
        self._loader, self._work = loader, work

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        self._work(module)
