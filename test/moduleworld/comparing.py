"""Compares what a project's modules are before and after a rewrite, with the packages and without them."""

from running import run

MISSING = object()


class Comparison:
    """What was found of each module of a project that runs with the packages."""

    def __init__(self, before, after, packages):
        self.before, self.after, self.packages = before, after, packages
        self.broken, self.present, self.fails, self.differs, self.left = [], [], [], [], []

    def compare(self):
        for name in sorted(module_name(file) for file in self.before if not file.endswith("__init__.py")):
            self.compare_module(name)

    def compare_module(self, name):
        found, error = self.run(name, self.before, ())
        old = {key: value for key, value in found.items() if key.startswith(f"{name}:")}
        if error is not None:
            self.broken.append(f"{name}: {error}")
            return
        new, error = self.run(name, self.after, ())
        if error is not None:
            self.present.append(f"{name}: {error}")
        else:
            self.present += [line(name, key, was, new.get(key, MISSING)) for key, was in old.items() if new.get(key, MISSING) != was]
        self.compare_absent(name, old)

    def compare_absent(self, name, old):
        new, error = self.run(name, self.after, self.packages)
        if error is not None:
            _, earlier = self.run(name, self.before, self.packages)
            self.fails.append(f"{name}: {error}{'' if earlier is None else ' (before as well)'}")
            return
        for key, was in old.items():
            value = new.get(key, MISSING)
            if self.is_own(key, was) or (value is MISSING and not self.less(was)):
                continue
            if value is MISSING or self.less(value) != self.less(was):
                self.differs.append(line(name, key, was, value))
            elif self.holds(value):
                self.left.append(line(name, key, was, value))

    def run(self, name, files, absent):
        return run(name, files, self.packages, absent)

    def is_own(self, key, value):
        """Whether a name is about a package, or holds a part of it: without the package it may have any value."""
        return ":TOOL_" in key or ":DEBUG_TOOLBAR_" in key or self.names(value)

    def names(self, value):
        return isinstance(value, str) and value.partition(".")[0] in self.packages

    def holds(self, value):
        """Whether a value has an entry of a package."""
        if isinstance(value, dict):
            return any(self.holds(part) for key, part in value.items() if not key.startswith("TOOL_"))
        return any(self.holds(part) for part in value) if isinstance(value, list) else self.names(value)

    def less(self, value):
        """A value without the packages' entries."""
        if isinstance(value, list):
            return [self.less(part) for part in value if not self.names(part)]
        if isinstance(value, dict):
            own = {key for key, part in value.items() if self.names(part) or key.startswith("TOOL_")}
            return {key: self.less(part) for key, part in value.items() if key not in own}
        return value


def module_name(file):
    return file[: -len(".py")].replace("/", ".")


def line(module, key, was, value):
    return f"{module}: {key} was {was!r}, is {'not there' if value is MISSING else repr(value)}"
