/** What is made of lazy imports, and of handlers without parentheses: what is tested, before and after. */
export const REWRITTEN = [
  [
    'a lazy import that is read as the module loads is an eager one under the guard',
    'lazy import debug_toolbar, json  # why\nfrom django.urls import include, path\n\nurlpatterns = []\nurlpatterns += [path("x", include(debug_toolbar.urls))]\n',
    'lazy import json  # why\nfrom django.urls import include, path\n\ntry:\n    import debug_toolbar\nexcept ImportError:\n    debug_toolbar = None\n\nurlpatterns = []\nif debug_toolbar is not None:\n    urlpatterns += [path("x", include(debug_toolbar.urls))]\n',
  ],
  [
    'and so are names of the package',
    'lazy from debug_toolbar.toolbar import debug_toolbar_urls\n\nurlpatterns = debug_toolbar_urls()\n',
    'try:\n    from debug_toolbar.toolbar import debug_toolbar_urls\nexcept ImportError:\n    debug_toolbar_urls = None\n\nurlpatterns = debug_toolbar_urls() if debug_toolbar_urls is not None else []\n',
  ],
  [
    'a test of a lazy name fails, too',
    'lazy import debug_toolbar\n\nINSTALLED_APPS = []\nif debug_toolbar:\n    INSTALLED_APPS += ["debug_toolbar"]\n',
    'try:\n    import debug_toolbar\nexcept ImportError:\n    debug_toolbar = None\n\nINSTALLED_APPS = []\nif debug_toolbar and debug_toolbar is not None:\n    INSTALLED_APPS += ["debug_toolbar"]\n',
  ],
  [
    'a lazy import that only functions read does not fail as the module loads',
    'lazy import debug_toolbar\n\n\ndef version():\n    return debug_toolbar.VERSION\n',
    null,
  ],
  [
    'a handler of two errors guards',
    'try:\n    import debug_toolbar\nexcept ValueError, ImportError:\n    pass\nelse:\n    INSTALLED_APPS = ["debug_toolbar"]\n',
    null,
  ],
] as const;
