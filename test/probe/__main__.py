"""Boot a Django project step by step and say how far it comes.

Usage: python probe REQUEST, where REQUEST is a JSON object:

    root           the project's folder: the working directory, and first on sys.path
    settings       the settings module
    configuration  the class of django-configurations, or null
    absent         import roots to make unimportable, as if they were not installed
    steps          names of steps, run in this order; a step brings what it depends on
    paths          what the `page` step requests
    result         the file that takes one JSON line as each step begins and one as it ends

The result has a file of its own, opened anew for every line, so that nothing the project prints, closes or redirects
can damage it; a step that began and never ended killed the process. Needs Python 3.8 and Django 3.2, nothing else.
"""

import json
import os
import sys

import djguard_describe
import djguard_steps


def run(request, step, report):
    """Run one step after those it needs; return whether it passed. `report` remembers what each step came to."""
    if step in report:
        return report[step]
    for needed in djguard_steps.NEEDS[step]:
        if not run(request, needed, report):
            write(request, {"step": step, "ok": False, "needs": needed})
            report[step] = False
            return False
    write(request, {"step": step, "began": True})
    try:
        value = djguard_steps.STEPS[step](request)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # settings may well call sys.exit()
        described = djguard_describe.error(error, request["root"])
        write(request, {"step": step, "ok": False, "error": described})
        report[step] = False
    else:
        write(request, {"step": step, "ok": True, "value": value})
        report[step] = True
    return report[step]


def write(request, line):
    line = json.dumps(line, ensure_ascii=True) + "\n"
    with open(request["result"], "a", encoding="ascii") as file:
        file.write(line)


def main():
    request = json.loads(sys.argv[1])
    sys.argv = ["manage.py", "check"]  # settings look at it
    sys.path[0] = request["root"]  # was the folder of this file
    os.chdir(request["root"])
    os.environ["DJANGO_SETTINGS_MODULE"] = request["settings"]
    if request["configuration"] is not None:
        os.environ["DJANGO_CONFIGURATION"] = request["configuration"]
    for root in request["absent"]:
        sys.modules[root] = None  # what both `import` and `find_spec` honour
    report = {}
    for step in request["steps"]:
        run(request, step, report)


if __name__ == "__main__":
    main()
