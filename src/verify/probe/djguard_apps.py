"""What an app object of a framework has, described so that two processes can compare it."""


def look_at(thing, attempt, saw):
    """Import the tasks of an app of Celery; note what an app of a framework has."""
    if any(f"{kind.__module__}.{kind.__name__}" == "celery.app.base.Celery" for kind in type(thing).__mro__):

        def tasks():
            thing.loader.import_default_modules()
            thing.finalize()

        if attempt("import its tasks", tasks):
            saw("tasks", {"list": sorted(name for name in thing.tasks if not name.startswith("celery."))})
        return
    try:
        saw("routes", {"list": sorted(routes_of(thing), key=repr)})
    except Exception:
        return  # no framework that is known here


def routes_of(app):
    """Yield the routes of Starlette, FastAPI and Flask as dicts that name their function's module."""
    if hasattr(app, "url_map"):
        for rule in app.url_map.iter_rules():
            yield route(rule.rule, app.view_functions.get(rule.endpoint), sorted(rule.methods or []))
    else:
        for each in app.routes:
            yield route(each.path, getattr(each, "endpoint", None), sorted(getattr(each, "methods", None) or []))


def route(path, function, methods):
    named = f"{getattr(function, '__module__', None)}.{getattr(function, '__qualname__', None)}"
    return {"dict": [["class", named], ["methods", {"list": methods}], ["path", path]]}
