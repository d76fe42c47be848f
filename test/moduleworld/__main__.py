"""Runs the modules of a project before and after its rewrite: a line of JSON in, a line of JSON out.

Request: {"before", "after" (texts by path), "packages": [root]}.
Answer: {"broken": [why modules of before do not run], "present": [...], "fails": [...], "differs": [...], "left": [...]}:
what differs with the packages, and without them what fails, what is more than the packages' entries gone, and what
still names a package.
"""

import os
import sys

sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from answering import serve
from comparing import Comparison
from loading import install
from running import stop

SHOWN = 6


def answer(request):
    comparison = Comparison(request["before"], request["after"], request["packages"])
    comparison.compare()
    names = ("broken", "present", "fails", "differs", "left")
    return {name: getattr(comparison, name)[:SHOWN] for name in names}


if __name__ == "__main__":
    install()
    serve(answer, stop)
