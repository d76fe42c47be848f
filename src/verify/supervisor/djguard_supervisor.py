"""Run a command and end everything that it started: with it, or when nobody waits for it any more.

Usage: python djguard_supervisor.py MEMORY COMMAND..., where MEMORY is how many bytes of data a process may have, or 0.

File descriptor 3 is a socket to the one who waits. It takes a line of JSON for the start, `{"pid": 1}` or
`{"error": "ENOENT"}`, and one for the end: `{"code": 0, "peak": 1024}`, where `code` is null after a signal and `peak`
is the most memory in bytes that a process had. Once the other end is closed, everything is killed.

On Linux whatever loses its parent becomes a child of this process (prctl(2), PR_SET_CHILD_SUBREAPER), so what leaves
its process group and session is found as well; elsewhere the process group is ended. Runs on Python 2.7 too: it is the
first thing that an unknown interpreter is asked to run.
"""

import errno
import fcntl
import json
import os
import resource
import select
import signal
import sys
import time

CONTROL = 3
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
ENDING = 10
LINUX = sys.platform.startswith("linux")


def prctl(option, value):
    """Ask the kernel for what Python has no function for; without ctypes the process group has to do."""
    if LINUX:
        try:
            import ctypes

            ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
        except Exception:
            pass


def tell(**line):
    try:
        os.write(CONTROL, (json.dumps(line) + "\n").encode("ascii"))
    except OSError:  # nobody waits
        pass


def start(command, memory):
    """Start the command in a session of its own; return its process id, or None where it can't be started."""
    failed, failing = os.pipe()
    fcntl.fcntl(failing, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
    pid = os.fork()
    if pid == 0:
        try:
            os.setsid()
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            for name in ("SIGPIPE", "SIGXFSZ"):  # Python ignores them, and a command inherits that
                if hasattr(signal, name):
                    signal.signal(getattr(signal, name), signal.SIG_DFL)
            limit(memory)
            os.execvpe(command[0], command, os.environ)
        except OSError as error:
            os.write(failing, errno.errorcode.get(error.errno, "EIO").encode("ascii"))
        finally:
            os._exit(127)
    os.close(failing)
    reason = os.read(failed, 100).decode("ascii")
    if reason:
        tell(error=reason)
        return None
    tell(pid=pid)
    return pid


def limit(memory):
    """Bound what a process may write to: reserved addresses, which some runtimes have in terabytes, cost nothing."""
    if memory > 0:
        what = resource.RLIMIT_DATA if LINUX else resource.RLIMIT_AS
        hard = resource.getrlimit(what)[1]
        bound = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        try:
            resource.setrlimit(what, (bound, hard))
        except (ValueError, OSError):  # macOS has the name only
            pass


def wait(pid):
    """Wait until the command has ended, nobody waits, or a signal asks for the end; return its status and use."""
    woken, waking = os.pipe()
    for end in (woken, waking):
        fcntl.fcntl(end, fcntl.F_SETFL, fcntl.fcntl(end, fcntl.F_GETFL) | os.O_NONBLOCK)
    asked = []
    signal.set_wakeup_fd(waking)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked.append(True))
    watched = [woken, CONTROL] if is_open(CONTROL) else [woken]
    while not asked:
        ended = reaped(pid)
        if ended is not None:
            return ended
        try:
            ready = select.select(watched, [], [])[0]
        except select.error:  # interrupted, which Python 2 tells
            continue
        if CONTROL in ready:
            break
        if woken in ready:
            os.read(woken, 4096)
    return None


def is_open(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def reaped(pid):
    """Take leave of all children that have ended; return the command's status and use where it is among them."""
    found = None
    while True:
        try:
            child, status, use = os.wait4(-1, os.WNOHANG)
        except OSError:
            return found
        if child == 0:
            return found
        if child == pid:
            found = (status, use)


def end_all(pid):
    """Kill all that is left, and wait until it is gone."""
    until = time.time() + ENDING
    while has_children(pid) and time.time() < until:
        for child in frozen():
            kill(child, signal.SIGKILL)
        time.sleep(0.005)


def has_children(pid):
    """Whether there is something left; `pid` may have been reaped, and its group may live on."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except OSError:
        pass
    try:
        while os.waitpid(-1, os.WNOHANG)[0] != 0:
            pass
        return True
    except OSError:
        return False


def frozen():
    """Stop all descendants, so that none starts another while they are counted; return them."""
    found = set()
    while True:
        new = descendants() - found
        if not new:
            return found
        found |= new
        for child in new:
            kill(child, signal.SIGSTOP)


def kill(pid, number):
    try:
        os.kill(pid, number)
    except OSError:
        pass


def descendants():
    """Return the ids of all processes under this one, going by /proc; none where there is no such thing."""
    children = {}
    for name in os.listdir("/proc") if LINUX and os.path.isdir("/proc") else []:
        if name.isdigit():
            try:
                with open("/proc/" + name + "/stat", "rb") as file:
                    fields = file.read().rpartition(b")")[2].split()
            except (OSError, IOError):
                continue
            if fields[0] != b"Z":
                children.setdefault(int(fields[1]), []).append(int(name))
    found, ahead = set(), [os.getpid()]
    while ahead:
        new = children.get(ahead.pop(), [])
        found.update(new)
        ahead.extend(new)
    return found


def main():
    if is_open(CONTROL):
        fcntl.fcntl(CONTROL, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    pid = start(sys.argv[2:], int(sys.argv[1]))
    if pid is None:
        sys.exit(127)
    ended = wait(pid)
    end_all(pid)
    if ended is None:
        sys.exit(1)
    status, use = ended
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
    tell(code=code, peak=use.ru_maxrss * (1024 if LINUX else 1))
    sys.exit(1 if code is None else code)


main()
