"""Compares a module before and after its rewrite in stub worlds: a line of JSON in, a line of JSON out.

Request: {"before", "after" (base64 of the files' bytes), "packages": [root], "startUp": [names],
"lists": [names], "asking": [names]}.
Answer: {"runs", "broken": [why before.py itself does not run], "present": [...], "absent": [...]}.
"""

import os
import sys

sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from answering import serve
from importing import install
from judging import Comparison
from running import stop

SHOWN = 8


def answer(request):
    try:
        comparison = Comparison(request)
        comparison.compare()
    except SyntaxError as error:
        return {"runs": 0, "broken": [f"SyntaxError: {error}"], "present": [], "absent": []}
    found = {name: getattr(comparison, name)[:SHOWN] for name in ("broken", "present", "absent")}
    return {"runs": comparison.runs, **found}


if __name__ == "__main__":
    install()
    serve(answer, stop)
