"""The metadata of distributions whose packages are hidden, which is to be missing as well."""

import sys
from importlib.machinery import PathFinder
from importlib.util import find_spec


def hide(roots):
    """Have importlib.metadata, and its backport, pass over the distributions that hold these import roots.

    Neither is imported for that: most projects ask for no metadata.
    """
    roots = {root for root in roots if root}
    if not roots:
        return
    if hasattr(PathFinder, "find_distributions"):  # from Python 3.8 on
        PathFinder.find_distributions = staticmethod(without(roots, PathFinder.find_distributions))
    sys.meta_path.insert(0, Backport(roots))


def without(roots, find):
    def found(*context):
        return [each for each in find(*context) if not roots & set(roots_of(each))]

    return found


def roots_of(distribution):
    """Yield what can be imported of a distribution. https://packaging.python.org/en/latest/specifications/"""
    listed = distribution.read_text("top_level.txt")
    if listed is not None:
        yield from listed.split()
        return
    for file in distribution.files or []:
        yield file.parts[0].split(".")[0]


class Backport:
    """Has importlib_metadata hide the same as soon as it is imported."""

    def __init__(self, roots):
        self.roots = roots

    def find_spec(self, name, path=None, target=None):
        if name != "importlib_metadata":
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        if spec is not None and spec.loader is not None:
            self.loader, spec.loader = spec.loader, self
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.__spec__.loader = self.loader
        self.loader.exec_module(module)
        finder = module.MetadataPathFinder
        finder.find_distributions = staticmethod(without(self.roots, finder().find_distributions))
