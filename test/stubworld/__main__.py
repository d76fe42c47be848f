"""Compares a module before and after its rewrite in stub worlds: a line of JSON in, a line of JSON out.

Request: {"before", "after" (base64 of the files' bytes), "packages": [root], "startUp": [names],
"lists": [names], "asking": [names]}.
Answer: {"runs", "broken": [why before.py itself does not run], "present": [...], "absent": [...]}.
"""

import json
import os
import signal
import sys
import warnings

from importing import install
from judging import Comparison
from running import stop

SHOWN = 8


def answer(line):
    request = json.loads(line)
    try:
        comparison = Comparison(request)
        comparison.compare()
    except SyntaxError as error:
        return {"runs": 0, "broken": [f"SyntaxError: {error}"], "present": [], "absent": []}
    found = {name: getattr(comparison, name)[:SHOWN] for name in ("broken", "present", "absent")}
    return {"runs": comparison.runs, **found}


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
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdout = sys.stderr = open(os.devnull, "w")
    serve(requests, answers)
