"""The promise, checked: with the packages every value is equal, without them each list lacks their entries only."""

from describing import ClassView, describe
from recording import Recording, last_name
from world import mentions

OF_ANY_HANDLER = {"class", "level", "formatter", "filters"}
WHOLE = {"path", "re_path", "url", "include"}


def clip(value):
    text = describe(value)
    return text if len(text) < 300 else text[:300] + "..."


def differences(before, after, roots):
    """Present world: lines that say which values the rewrite changed."""
    found = []
    for name, value in before.values.items():
        if name not in after.values:
            found.append(f"{name} is no longer defined")
        elif describe(value) != describe(after.values[name]):
            found += differing(name, value, after.values[name], roots)
    for name in after.values.keys() - before.values.keys():
        if not allowed(name, roots):
            found.append(f"{name} is new")
    for name, value in before.effects.items():
        if name not in after.effects or describe(value) != describe(after.effects[name]):
            found.append(f"{name} was {clip(value)}, is {clip(after.effects.get(name))}")
    found += [f"{name} is set anew" for name in after.effects.keys() - before.effects.keys()]
    missing = [name for name in before.modules if name not in after.modules]
    return found + [f"{name} is no longer imported" for name in missing]


def differing(name, value, now, roots):
    if not (isinstance(value, ClassView) and isinstance(now, ClassView) and value.bases == now.bases):
        return [f"{name} was {clip(value)}, is {clip(now)}"]
    added = now.attributes.keys() - value.attributes.keys()
    found = [f"{name}.{new} is new" for new in added if not allowed(new, roots)]
    for key, item in value.attributes.items():
        if key not in now.attributes:
            found.append(f"{name}.{key} is no longer defined")
        elif describe(item) != describe(now.attributes[key]):
            found += differing(f"{name}.{key}", item, now.attributes[key], roots)
    return found


def allowed(name, roots):
    return name in roots or name == name.lower() or name.startswith("_")


def leftovers(before, after, absent, start_up, flipped=False):
    """Absent world: lines that say where a value is not the old one less the absent packages' entries.

    Where the other modules' lists are `flipped`, a list may stay the tuple that it was made of, or the reverse:
    what made it the other kind may have been what put the package's entry in.
    """
    found = []
    for name, value in before.values.items():
        others = after.values
        if flipped and isinstance(value, (list, tuple)) and isinstance(others.get(name), (list, tuple)):
            others = {**others, name: type(value)(others[name])}
        found += pruned(name, value, others, name, absent, start_up)
    for name, value in before.effects.items():
        if name in after.effects or not describe_missing(value, absent):
            found += pruned(name, value, after.effects, name, absent, start_up)
    return found


def unguarded(result, absent, start_up):
    """Absent world, a module that was not rewritten: start-up lists that hold an absent package's entries."""
    found = []
    for name, value in [*result.values.items(), *result.effects.items()]:
        name = name.rpartition(" ")[2]
        if isinstance(value, dict) and name.endswith("configure"):
            found += [line for key, item in value.items() for line in kept(f"{name} {key}", item, absent)]
        attributes = value.attributes if isinstance(value, ClassView) else {name: value}
        found += [line for key in start_up & attributes.keys() for line in kept(key, attributes[key], absent)]
    return found


def pruned(label, value, others, key, absent, start_up):
    if key not in others:
        owned = any(str(key).lower().startswith((root + "_", "_")) for root in absent)
        gone = describe_missing(value, absent) and (owned or not isinstance(value, (list, tuple)))
        return [] if gone else [f"{label} is not defined without the package"]
    now = others[key]
    if isinstance(value, ClassView) and isinstance(now, ClassView):
        inherited = {name: getattr(now.made_of, name) for name in value.attributes if hasattr(now.made_of, name)}
        attributes, found = {**inherited, **now.attributes}, []
        for name, item in value.attributes.items():
            found += pruned(f"{label}.{name}", item, attributes, name, absent, start_up)
        return found
    if not isinstance(value, (list, tuple, dict)) and describe_missing(value, absent):
        return [] if key not in start_up and not str(label).endswith("configure") else kept(label, now, absent)
    if not related(value, now, absent):
        return [f"{label} was {clip(value)}, is {clip(now)} without the package"]
    strict = start_up & {key, str(label).rpartition(" ")[2]} or str(label).endswith("configure")
    return kept(label, now, absent) if strict else []


def kept(label, now, absent):
    return [f"{label} keeps an entry of the absent package: {clip(now)}"] if describe_missing(now, absent) else []


def describe_missing(value, absent):
    """Whether a value belongs to an absent package."""
    if isinstance(value, ClassView):
        return bool(mentions(value.made_of, absent))
    return bool(mentions(value, absent))


def related(value, now, absent):
    """Whether `now` is `value`, or `value` less entries that belong to absent packages."""
    if describe(value) == describe(now):
        return True
    if isinstance(value, (list, tuple)):
        return type(value) is type(now) and related_items(value, now, absent)
    if isinstance(value, dict) and isinstance(now, dict):
        lost = value.keys() - now.keys()
        if stood_in(value.get("class"), now.get("class"), absent):
            lost -= {key for key in lost if key not in OF_ANY_HANDLER}
        if now.keys() - value.keys() or not all(mentions([key, value[key]], absent) for key in lost):
            return False
        return all(related(value[key], now[key], absent) or stood_in(value[key], now[key], absent) for key in now)
    if isinstance(value, Recording) and undecorated(value, now, absent):
        return True
    if isinstance(value, Recording) and isinstance(now, Recording):
        return related_recordings(value, now, absent)
    return False


def undecorated(value, now, absent):
    """Whether `now` is what a call of an absent package's decorator got as its only argument."""
    if value.tree[0] != "call" or not mentions(value.tree[1], absent):
        return False
    return len(value.tree[2]) == 1 and not value.tree[3] and describe(value.tree[2][0]) == describe(now)


def stood_in(value, now, absent):
    """Whether one class of an absent package has another in its place."""
    return isinstance(value, str) and isinstance(now, str) and bool(mentions(value, absent)) and not mentions(now, absent)


def related_items(value, now, absent):
    place = 0
    for item in value:
        if place < len(now) and related(item, now[place], absent):
            place += 1
        elif not mentions(item, absent):
            return False
    return place == len(now)


def related_recordings(value, now, absent):
    if value.tree[0] != "call" or now.tree[0] != "call" or value.tree[1] != now.tree[1]:
        return False
    args, named = value.tree[2], value.tree[3]
    others, other_named = now.tree[2], now.tree[3]
    whole = last_name(value.tree[1]) in WHOLE
    if whole and (len(args) != len(others) or any(type(one) is tuple for one in args)):
        return False
    if len(args) == len(others):
        args = [now if stood_in(value, now, absent) else value for value, now in zip(args, others)]
    if not related(list(args), list(others), absent) or named.keys() != other_named.keys():
        return False
    return all(
        related(named[key], other_named[key], absent) or stood_in(named[key], other_named[key], absent) for key in named
    )
