"""Boot a Django project, or start another Python program, step by step and say how far it comes.

Usage: python probe FOLDER, where FOLDER/request.json is an object:

    root           the project's folder: the working directory, and first on sys.path
    sourcePaths    folders that its metadata says its packages lie in, which follow on sys.path
    settings       the settings module; null for a program without Django
    configuration  the class of django-configurations, or null
    packages       import roots that may not be installed everywhere
    atFirstUse     names of settings that name what is imported only when it is needed
    absent         those of them to make unimportable, as if they were not installed
    broken         null, or `package` and `file`: the import root that is to raise as it is imported, and the only file
                   in which it does so, or null
    lazy           whether every import at the top of a module is to wait for the first use, where this Python can do
                   that (https://peps.python.org/pep-0810/)
    overlay        sources in base64 to read in the place of files, by absolute path
    trace          whether to follow what the settings modules and the URLconfs do, line by line
    watched        changed lines of files, by path relative to root, of which to note whether they run
    steps          names of steps, run in this order; a step brings what it depends on
    entry          what is imported or started after them, as djguard_entries has it; null for nothing
    lasting        seconds that a command may run which does not end by itself
    timeout        seconds that a step may take

FOLDER/result.jsonl takes one line as each step begins, one as it ends, and one for each value that it saw. It is a file of its own, opened anew for
every line, so that nothing the project prints, closes or redirects can damage it; a step that began and never ended
killed the process, and where it took too long FOLDER/stack says in which line. Needs Python 3.6 only.
"""

import json
import os
import sys
import sysconfig
from contextlib import ExitStack
from importlib import import_module
from importlib.util import find_spec

import djguard_asked
import djguard_attempts
import djguard_broken
import djguard_describe
import djguard_hidden
import djguard_logs
import djguard_overlay
import djguard_reach
import djguard_steps
import djguard_trace
import djguard_written

# Seconds.
ENDING = 2
# The steps that import what a trace is about. To follow the others costs much and tells nothing.
FOLLOWED = ("settings", "urls")


def run(request, step, report):
    """Run one step after those it needs; return whether it passed. `report` remembers what each step came to."""
    if step in report:
        return report[step]
    for needed in djguard_steps.NEEDS[step]:
        if not run(request, needed, report):
            djguard_attempts.write(request, {"step": step, "needs": needed})
            report[step] = False
            return False
    report[step] = djguard_attempts.attempt(request, step, lambda: follow(request, step))
    return report[step]


def follow(request, step):
    """Do what a step does, with an eye on it where that is asked for."""
    is_followed = request["tracer"] is not None and step in FOLLOWED
    with request["tracer"].following() if is_followed else ExitStack():
        djguard_steps.STEPS[step](request)


def locations(packages):
    """Return the folders that packages lie in, each with what is written for it."""
    for root in packages:
        try:
            spec = find_spec(root)
        except (ImportError, ValueError):
            continue
        for folder in getattr(spec, "submodule_search_locations", None) or []:
            yield [folder, "{package " + root + "}"]


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "request.json"), encoding="utf-8") as file:
        request = json.load(file)
    # Much of the standard library, which no start of Django needs; later its folder is no longer on sys.path.
    entries = None if request["entry"] is None else import_module("djguard_entries")
    request["result"] = os.path.join(folder, "result.jsonl")
    request["stack"] = open(os.path.join(folder, "stack"), "w")  # noqa: SIM115 stays open to the end
    sys.argv = ["manage.py", "check"]  # settings look at it
    # The first was the folder of this file.
    sys.path[:1] = [request["root"], *(path for path in request["sourcePaths"] if path not in sys.path)]
    os.chdir(request["root"])
    if request["settings"] is not None:
        os.environ["DJANGO_SETTINGS_MODULE"] = request["settings"]
    if request["configuration"] is not None:
        os.environ["DJANGO_CONFIGURATION"] = request["configuration"]
    djguard_overlay.install(request["overlay"])
    installed = [[sysconfig.get_path(name), "{site-packages}"] for name in ("purelib", "platlib")]
    request["places"] = [*locations(request["packages"]), *installed, [request["root"], "{root}"]]
    for root in request["absent"]:
        sys.modules[root] = None  # what both `import` and `find_spec` honour
    djguard_hidden.hide(request["absent"])
    request["saw"] = lambda subject, value: djguard_attempts.write(request, {"saw": subject, "value": value})
    if request["broken"] is not None:
        djguard_broken.install(request)
    request["tracer"] = djguard_trace.Tracer(request) if request["trace"] else None
    if request["lazy"] and hasattr(sys, "set_lazy_imports"):
        sys.set_lazy_imports("all")
    reach = djguard_reach.Reach(request["root"], request["watched"])
    reach.start()
    written = djguard_written.Written(request["root"], folder)
    written.start()
    djguard_asked.watch(request["root"])
    djguard_logs.spare()
    report = {}
    for step in request["steps"]:
        if not request.get("over"):  # what comes behind a broken package, nobody asks
            run(request, step, report)
    if request["entry"] is not None and all(report.values()):
        entries.start(request["entry"], djguard_attempts.Attempt(request), request["saw"])
    request["saw"]("modules", djguard_describe.own_modules(request["root"]))
    request["saw"]("lost logs", sorted(djguard_logs.lost))
    request["saw"]("not there", djguard_asked.modules_not_there())
    request["saw"]("reached", reach.found())
    request["saw"]("written", written.found())
    if request["trace"]:
        request["saw"]("trace", request["tracer"].found())
    if request["entry"] is not None:
        djguard_attempts.end()
    # Threads that never end, and what waits at the exit, get no more than this.
    djguard_attempts.end_after(ENDING, request)


if __name__ == "__main__":
    main()
