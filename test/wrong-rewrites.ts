/** A rewrite that breaks djguard's promise, and what the stub worlds must say of it. */
interface WrongRewrite {
  readonly wrong: string;
  readonly before: string;
  readonly after: string;
  readonly says: RegExp;
}

const STAR = 'from .base import *\n\n';
const LITERAL = 'INSTALLED_APPS = ["a", "debug_toolbar", "b"]\n';
const GUARD = 'try:\n    import debug_toolbar\nexcept ImportError:\n    debug_toolbar = None\n';
const URLS = 'from django.urls import include, path\n\nimport debug_toolbar\n\n';

/** Each is a mistake that a rewriter could make and a reader could miss. */
export const wrongRewrites: readonly WrongRewrite[] = [
  {
    wrong: 'an entry has lost its place',
    before: LITERAL,
    after: `${GUARD}INSTALLED_APPS = ["a", "b"]\nif debug_toolbar is not None:\n    INSTALLED_APPS += ["debug_toolbar"]\n`,
    says: /INSTALLED_APPS was .* is \['a', 'b', 'debug_toolbar'\]/,
  },
  {
    wrong: 'an entry is lost for good',
    before: LITERAL,
    after: 'INSTALLED_APPS = ["a", "b"]\n',
    says: /INSTALLED_APPS was .* is \['a', 'b'\]/,
  },
  {
    wrong: 'an entry of the project is lost without the package',
    before: LITERAL,
    after: `${GUARD}INSTALLED_APPS = ["a"]\nif debug_toolbar is not None:\n    INSTALLED_APPS += ["debug_toolbar", "b"]\n`,
    says: /INSTALLED_APPS was .* is \['a'\] without the package/,
  },
  {
    wrong: 'nothing in the `try` can raise',
    before: `${STAR}INSTALLED_APPS += ["debug_toolbar"]\n`,
    after: `${STAR}try:\n    INSTALLED_APPS += ["debug_toolbar"]\nexcept ImportError:\n    pass\n`,
    says: /keeps an entry of the absent package/,
  },
  {
    wrong: 'only the condition guards',
    before: `${STAR}if DEBUG:\n    import debug_toolbar\n    INSTALLED_APPS += ["debug_toolbar"]\n`,
    after: `${STAR}if DEBUG:\n    import debug_toolbar\n\n    INSTALLED_APPS += ["debug_toolbar"]\n`,
    says: /ModuleNotFoundError/,
  },
  {
    wrong: 'the condition is lost',
    before: `${STAR}if DEBUG:\n    INSTALLED_APPS += ["debug_toolbar"]\n`,
    after: `${STAR}${GUARD}if debug_toolbar is not None:\n    INSTALLED_APPS += ["debug_toolbar"]\n`,
    says: /DEBUG=False.*INSTALLED_APPS was/,
  },
  {
    wrong: 'a name is undefined without the package',
    before:
      `${URLS}extra = [path("x", include(debug_toolbar.urls))]\nurlpatterns = [path("y", y_view), *extra]\n`.replace(
        'import debug_toolbar\n',
        'import debug_toolbar\nfrom views import y_view\n',
      ),
    after: `from django.urls import include, path\nfrom views import y_view\n\ntry:\n    import debug_toolbar\nexcept ImportError:\n    pass\nelse:\n    extra = [path("x", include(debug_toolbar.urls))]\nurlpatterns = [path("y", y_view), *extra]\n`,
    says: /NameError/,
  },
  {
    wrong: 'a list of the module is undefined without the package',
    before: `${URLS}debug_patterns = [path("x", include(debug_toolbar.urls))]\nurlpatterns = []\n`,
    after: `from django.urls import include, path\n\n${GUARD}if debug_toolbar is not None:\n    debug_patterns = [path("x", include(debug_toolbar.urls))]\nurlpatterns = []\n`,
    says: /debug_patterns is not defined without the package/,
  },
  {
    wrong: 'a tuple becomes a list',
    before: 'INSTALLED_APPS = ("a", "debug_toolbar")\n',
    after: `${GUARD}INSTALLED_APPS = ["a"]\nif debug_toolbar is not None:\n    INSTALLED_APPS += ["debug_toolbar"]\n`,
    says: /INSTALLED_APPS was \('a', 'debug_toolbar'\), is \['a', 'debug_toolbar'\]/,
  },
  {
    wrong: "the other module's own list is changed in place",
    before: 'from .base import BASE_APPS\n\nINSTALLED_APPS = BASE_APPS + ["debug_toolbar"]\n',
    after: `from .base import BASE_APPS\n\n${GUARD}INSTALLED_APPS = BASE_APPS\nif debug_toolbar is not None:\n    INSTALLED_APPS += ["debug_toolbar"]\n`,
    says: /other module's BASE_APPS was/,
  },
  {
    wrong: 'a statement of the project went into the guard',
    before: `${STAR}INSTALLED_APPS += ["debug_toolbar"]\nINTERNAL_IPS = ["127.0.0.1"]\n`,
    after: `${STAR}${GUARD}if debug_toolbar is not None:\n    INSTALLED_APPS += ["debug_toolbar"]\n    INTERNAL_IPS = ["127.0.0.1"]\n`,
    says: /INTERNAL_IPS is not defined without the package/,
  },
  {
    wrong: 'a public name is added',
    before: LITERAL,
    after: `${GUARD}HAS_TOOLBAR = debug_toolbar is not None\n${LITERAL}if not HAS_TOOLBAR:\n    INSTALLED_APPS.remove("debug_toolbar")\n`,
    says: /HAS_TOOLBAR is new/,
  },
  {
    wrong: 'a route before a catch-all moved behind it',
    before: `${URLS}urlpatterns = [path("x", include(debug_toolbar.urls)), path("<path:p>", include("rest"))]\n`,
    after: `from django.urls import include, path\n\n${GUARD}urlpatterns = [path("<path:p>", include("rest"))]\nif debug_toolbar is not None:\n    urlpatterns += [path("x", include(debug_toolbar.urls))]\n`,
    says: /urlpatterns was/,
  },
  {
    wrong: 'the alias is forgotten',
    before: `import debug_toolbar as toolbar\n\nVERSION = toolbar.VERSION\n`,
    after: `${GUARD}VERSION = debug_toolbar.VERSION if debug_toolbar else None\n`,
    says: /toolbar is no longer defined/,
  },
  {
    wrong: 'a submodule is no longer imported',
    before: 'import debug_toolbar.toolbar\n\nVERSION = debug_toolbar.VERSION\n',
    after: `${GUARD}VERSION = debug_toolbar.VERSION if debug_toolbar else None\n`,
    says: /debug_toolbar\.toolbar is no longer imported/,
  },
  {
    wrong: 'a property still names the package',
    before: `from .common import Common\n\n\nclass Dev(Common):\n    @property\n    def INSTALLED_APPS(self):\n        return super().INSTALLED_APPS + ["debug_toolbar"]\n`,
    after: `from .common import Common\n\n\nclass Dev(Common):\n    @property\n    def INSTALLED_APPS(self):\n        return [*super().INSTALLED_APPS, "debug_toolbar"]\n`,
    says: /Dev\.INSTALLED_APPS keeps an entry/,
  },
];
