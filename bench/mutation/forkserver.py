"""Run the probe of `djguard verify` many times in one Python: Django is imported once, and each run is a fork of it.

Usage: python forkserver.py PROBE. Takes a line of JSON for each run on stdin, `{"id": 1, "folder": ..., "cwd": ...,
"env": {...}}`, and gives `{"id": 1, "code": 0}` back as it ends. What is imported beforehand looks at no setting and
belongs to no package that may be missing, so that a run is what it would be in a process of its own.
"""

import importlib.util
import json
import os
import select
import sys

BEFOREHAND = """
django.apps django.conf django.core.asgi django.core.checks django.core.checks.urls django.core.files.storage
django.core.handlers.asgi django.core.handlers.wsgi django.core.mail django.core.management django.core.servers.basehttp
django.db django.db.backends.sqlite3.base django.db.models django.forms django.http django.template
django.template.backends.django django.template.loaders.app_directories django.template.loaders.filesystem
django.test django.urls django.utils.translation django.views django.views.generic asyncio importlib.metadata
logging.config multiprocessing pathlib tempfile unittest
""".split()


def run(main, folder, cwd, env):
    os.environ.clear()
    os.environ.update(env)
    with open(os.devnull) as nothing, open(os.path.join(folder, "output"), "w") as output:
        os.dup2(nothing.fileno(), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    os.chdir(cwd)
    sys.path[0] = ""
    sys.path[1:1] = [path for path in env.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.argv = ["probe", folder]
    main()


def serve(main):
    running, ended = {}, os.fdopen(os.dup(1), "w")
    waiting, is_open = b"", True
    while is_open or running:
        if is_open and select.select([0], [], [], 0.005 if running else None)[0]:
            read = os.read(0, 1 << 16)
            is_open, waiting = bool(read), waiting + read
            *lines, waiting = waiting.split(b"\n")
            for line in lines:
                asked = json.loads(line)
                pid = os.fork()
                if pid == 0:
                    try:
                        run(main, asked["folder"], asked["cwd"], asked["env"])
                    finally:
                        os._exit(0)
                running[pid] = asked["id"]
        elif running and not is_open:
            select.select([], [], [], 0.005)
        while running:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            print(json.dumps({"id": running.pop(pid), "code": status}), file=ended, flush=True)


def main():
    sys.path.insert(1, sys.argv[1])
    spec = importlib.util.spec_from_file_location("probe", os.path.join(sys.argv[1], "__main__.py"))
    probe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(probe)
    del sys.path[1]
    for name in BEFOREHAND:
        importlib.import_module(name)
    from django.conf import settings

    assert not settings.configured, "what is imported beforehand has looked at the settings"
    serve(probe.main)


main()
