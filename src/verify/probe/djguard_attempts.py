"""One step of a start, and what is written of it."""

import faulthandler
import json
import os
import sys
import threading
from contextlib import suppress

import djguard_broken
import djguard_describe


class LeftOut(Exception):
    """Raised by a step for which this Django, or this project, has nothing to try."""


def attempt(request, step, work, lasting=False):
    """Do one step's work; return whether it passed. `lasting` work may be cut off, which then says that it runs."""
    write(request, {"step": step, "began": True})
    timer = threading.Timer(request["lasting"], still_running, [request, step])
    timer.daemon = True
    if lasting:
        timer.start()
    else:
        end_after(request["timeout"], request)
    try:
        work()
    except KeyboardInterrupt:
        raise
    except LeftOut:
        result = {"left out": True}
    except BaseException as error:  # settings may well call sys.exit()
        is_done = lasting and isinstance(error, SystemExit) and error.code in (None, 0)
        result = {"passed": True} if is_done else {"error": djguard_describe.error(error, request["root"])}
        request["over"] = djguard_broken.is_behind(error, djguard_describe.causes)
    else:
        result = {"passed": True}
    timer.cancel()
    end_after(None, request)
    write(request, {"step": step, **result})
    return "error" not in result


def end_after(seconds, request):
    """End the process in so many seconds, with its stack; never for None. A Python without threads can't do that."""
    if not hasattr(faulthandler, "dump_traceback_later"):
        return
    faulthandler.cancel_dump_traceback_later()
    if seconds is not None:
        with suppress(RuntimeError):  # WebAssembly starts no thread
            faulthandler.dump_traceback_later(seconds, exit=True, file=request["stack"])


def still_running(request, step):
    request["saw"]("still running", step)
    write(request, {"step": step, "passed": True})
    os._exit(0)


class Attempt:
    """What djguard_entries reports its steps to."""

    def __init__(self, request):
        self.request = request

    def __call__(self, step, work, lasting=False):
        return attempt(self.request, step, work, lasting)

    def skip(self, step, needs):
        write(self.request, {"step": step, "needs": needs})

    def quietly(self, work, step):
        """Do work that reports steps of its own: an error between them is one of `step`."""
        try:
            work()
        except BaseException as error:
            if not isinstance(error, SystemExit) or error.code not in (None, 0):
                write(self.request, {"step": step, "error": djguard_describe.error(error, self.request["root"])})


def write(request, line):
    line = json.dumps(line, ensure_ascii=True) + "\n"
    with open(request["result"], "a", encoding="ascii") as file:
        file.write(line)


def end():
    """End the process, whatever threads it has started: some servers' and schedulers' never end by themselves."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):
            stream.flush()
    os._exit(0)
