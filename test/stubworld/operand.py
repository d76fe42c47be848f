"""Arithmetic on recordings: a sum with a list is a list, anything else is recorded, a comparison is a question."""

from world import Current, mentions


def show(value):
    """The canonical text of a value: equal texts mean equal values of equal types."""
    from describing import describe

    return describe(value)


class Operand:
    """What makes a recording a number, a term and one side of a comparison."""

    __slots__ = ()

    def __len__(self):
        return 1

    def __int__(self):
        return 1

    __index__ = __int__

    def __float__(self):
        return 1.0

    def __add__(self, other):
        if isinstance(other, (list, tuple)):
            return type(other)(self) + other
        return operation(type(self), "+", self, other)

    def __radd__(self, other):
        if isinstance(other, (list, tuple)):
            return other + type(other)(self)
        return operation(type(self), "+", other, self)


def operation(kind, symbol, left, right):
    belongs = mentions([left, right], Current.world.roots)
    return kind(("operation", symbol, left, right), f"({show(left)} {symbol} {show(right)})", belongs)


def _binary(symbol):
    return lambda self, other: operation(type(self), symbol, self, other)


def _reflected(symbol):
    return lambda self, other: operation(type(self), symbol, other, self)


def _comparison(symbol):
    return lambda self, other: Current.world.truth(f"{show(self)} {symbol} {show(other)}")


for _name, _symbol in {"sub": "-", "mul": "*", "truediv": "/", "mod": "%", "or": "|", "and": "&"}.items():
    setattr(Operand, f"__{_name}__", _binary(_symbol))
    setattr(Operand, f"__r{_name}__", _reflected(_symbol))
for _name, _symbol in {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}.items():
    setattr(Operand, f"__{_name}__", _comparison(_symbol))
