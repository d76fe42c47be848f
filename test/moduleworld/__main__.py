"""Runs the modules of a project before and after its rewrite: a line of JSON in, a line of JSON out.

Request: {"before", "after" (texts by path), "packages": [root]}.
Answer: {"broken": [why modules of before do not run], "present": [...], "fails": [...], "differs": [...], "left": [...]}:
what differs with the packages, and without them what fails, what is more than the packages' entries gone, and what
still names a package.
"""

import json
import os
import signal
import sys
import warnings

from comparing import Comparison
from loading import install
from running import stop

SHOWN = 6


def answer(line):
    request = json.loads(line)
    comparison = Comparison(request["before"], request["after"], request["packages"])
    comparison.compare()
    names = ("broken", "present", "fails", "differs", "left")
    return {name: getattr(comparison, name)[:SHOWN] for name in names}


def serve(lines, out):
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, stop)
    install()
    for line in lines:
        out.write(json.dumps(answer(line)) + "\n")
        out.flush()


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w")
    requests = os.fdopen(os.dup(0), "r")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.stdout = sys.stderr = open(os.devnull, "w")
    serve(requests, answers)
