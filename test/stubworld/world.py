"""A stub world: what the module that runs in it can see."""


class World:
    """What a module sees: installed packages, unknown conditions, and what the project's other modules hold."""

    def __init__(self, roots=(), absent=(), flags=None, names=None, supers=(), attempted=(), starred=()):
        self.roots = tuple(roots)
        self.absent = frozenset(absent)
        self.flags = dict(flags or {})
        self.asked = {}
        self.names = dict(names or {})
        self.supers = tuple(supers)
        self.attempted = tuple(attempted)
        self.starred = tuple(starred)
        self.missing = frozenset()
        self.effects = []
        self.assigned = {}
        self.classes = {}

    def truth(self, question):
        """Answers a condition that only the outside knows, and remembers that it was asked."""
        answer = self.flags.get(question, True)
        self.asked.setdefault(question, answer)
        return answer


class Current:
    """The world that the running module is in: one at a time in this process."""

    world = World()


def mentions(value, roots):
    """Which of the packages a value belongs to: by a dotted string, a recording or a class made of them."""
    if isinstance(value, str):
        return frozenset(root for root in roots if value == root or value.startswith(root + "."))
    if hasattr(type(value), "roots"):
        return value.roots & frozenset(roots)
    if isinstance(value, dict):
        return mentions([*value.keys(), *value.values()], roots)
    if isinstance(value, (list, tuple, set, frozenset)):
        return frozenset().union(*(mentions(item, roots) for item in value))
    if isinstance(value, type):
        return frozenset().union(*(getattr(base, "made_of", ()) for base in value.__mro__)) & frozenset(roots)
    name = getattr(value, "stub_name", None)
    return mentions(name, roots) if name else frozenset()
