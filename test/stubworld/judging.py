"""Judges one pair of modules: runs them in every world that tells them apart, and says what differs."""

import ast
import base64

from comparing import differences, leftovers, unguarded
from importing import STANDARD
from running import OUT_OF_TIME, Result, run
from surroundings import Needs
from world import World

PATHS = 12


def compile_source(source, name):
    return compile(source, name, "exec", dont_inherit=True)


def explore(code, make_world, call):
    """Runs a module under every combination of the conditions it asks, up to a limit; yields flags and result."""
    waiting, done = [{}], 0
    while waiting and done < PATHS:
        flags = waiting.pop(0)
        world = make_world(flags)
        result = run(code, world, call)
        done += 1
        yield flags, result
        fixed = dict(flags)
        for question, answer in world.asked.items():
            if question not in flags:
                waiting.append({**fixed, question: not answer})
                fixed[question] = answer


class Setting:
    """A kind of project around the module: other modules' lists as it uses them or flipped, with the entries or not."""

    def __init__(self, needs, roots, holds, flipped):
        self.needs, self.roots, self.holds, self.flipped = needs, roots, holds, flipped
        self.label = f"lists {'flipped' if flipped else 'as used'}, {'with' if holds else 'without'} the entries"

    def world(self, flags, absent=()):
        needs = self.needs
        names = needs.values(self.roots, absent, self.holds, self.flipped)
        attempted = sorted(needs.attempted - STANDARD - set(self.roots))
        return World(self.roots, absent, flags, names, needs.supers, attempted, sorted(needs.names))


def settings(needs, roots):
    holding = (True, False) if needs.has_own_strings(roots) else (True,)
    return [Setting(needs, roots, holds, flipped) for holds in holding for flipped in (False, True)]


def absences(roots):
    groups = [(root,) for root in roots]
    return [*groups, roots] if len(roots) > 1 else groups


class Comparison:
    """The runs of one pair of modules, and what they showed."""

    def __init__(self, request):
        self.roots = tuple(request["packages"])
        self.start_up = set(request["startUp"])
        self.asking = frozenset(request.get("asking", ()))
        tree = ast.parse(base64.b64decode(request["before"]), "before.py")
        self.before = compile_source(tree, "before.py")
        self.after = compile_source(base64.b64decode(request["after"]), "after.py")
        self.rewritten = request["before"] != request["after"]
        self.needs = Needs(tree, frozenset(request["lists"]))
        self.runs = 0
        self.present, self.absent, self.broken, self.ran = [], [], [], {}

    def compare(self):
        for setting in settings(self.needs, self.roots):
            for call in (False, True):
                if call and not self.has_functions:
                    continue
                self.has_functions = False
                for flags, before in explore(self.before, setting.world, call):
                    self.runs += 1
                    self.look(setting, flags, before, call)
                    if before.error == OUT_OF_TIME:
                        self.broken.append(before.error)
                        return
        self.broken += [ran for ran in self.ran.values() if ran is not True]

    def look(self, setting, flags, before, call):
        label = setting.label
        shown = ", ".join(f"{key}={value}" for key, value in flags.items())
        if before.error:
            self.ran.setdefault(shown, f"[{shown}] {label}: {before.error}")
            return
        self.ran[shown] = True
        self.has_functions |= any(callable(value) and hasattr(value, "__code__") for value in before.values.values())
        after = self.run(self.after, setting.world(flags), call)
        problems = [after.error] if after.error else differences(before, after, self.roots)
        self.present += [f"[{shown}] {label}: {line}" for line in problems]
        for absent in absences(self.roots):
            after = self.run(self.after, setting.world(flags, absent), call)
            if before.failed_calls or after.failed_calls:
                continue
            problems = [after.error] if after.error else self.look_without(setting, before, after, absent)
            if problems and len(self.roots) > 1 and not after.error:
                older = self.run(self.before, setting.world(flags, absent), call)
                if not older.error and not self.look_without(setting, older, after, absent):
                    continue
            self.absent += [f"[{shown}] {label}, without {'+'.join(absent)}: {line}" for line in problems]

    def look_without(self, setting, before, after, absent):
        if self.rewritten:
            values = {name: value for name, value in before.values.items() if name not in self.asking}
            compared = Result(values, before.effects, before.modules, None, [])
            return leftovers(compared, after, absent, self.start_up, setting.flipped)
        return unguarded(after, absent, self.start_up)

    def run(self, code, world, call):
        self.runs += 1
        return run(code, world, call)
