"""Python imports this at its start where its folder is on PYTHONPATH: block what DJGUARD_ABSENT names.

A package that is None in sys.modules is not there, for `import` and for `find_spec` alike.
"""

import os
import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

here = os.path.dirname(os.path.abspath(__file__))
absent = [root for root in os.environ.get("DJGUARD_ABSENT", "").split(",") if root]
for root in absent:
    sys.modules[root] = None
beside = PathFinder.find_spec("djguard_hidden", [os.path.join(os.path.dirname(here), "probe")])
hidden = module_from_spec(beside)
beside.loader.exec_module(hidden)
hidden.hide(absent)

# A sitecustomize that this one stands before still gets its turn.
spec = PathFinder.find_spec("sitecustomize", [path for path in sys.path if os.path.abspath(path) != here])
if spec is not None and spec.loader is not None:
    spec.loader.exec_module(module_from_spec(spec))
