import { describe, expect, test } from 'vitest';
import { conditionsAround } from '../src/python/semantics/worlds/conditions-around.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { ofType } from '../src/python/syntax/query.ts';

const parse = await loadParser('wasm');

/** Whether the condition around the last `use()` of a module is one that only developers meet. */
function isDevelopers(text: string): boolean {
  const call = ofType(parse(text), 'call')
    .filter((node) => text.slice(node.start, node.end) === 'use()')
    .at(-1);
  if (call === undefined) throw new Error('no use() in it');
  return conditionsAround(call).some(({ holds }) => holds === false);
}

describe('a condition is developers’', () => {
  test.each([
    'DEBUG',
    'settings.DEBUG',
    'settings.debug',
    'self.SHOW_DEBUG_TOOLBAR',
    'LOCAL',
    'IS_TEST',
    'RUNNING_TESTS',
    'DEBUG_TOOLBAR',
    'DEBUG_TOOLBAR_AVAILABLE',
    'ENABLE_DJANGO_DEBUG_TOOLBAR',
    'TOOLBAR_ENABLED',
    'TEMPLATE_DEBUG',
    'DJDT',
    'IN_DEV',
    'DEV_MODE',
    'not PRODUCTION',
    'not settings.IS_PROD',
    'DEBUG and EXTRA',
    'DEBUG or TESTING',
    'not (PRODUCTION or EXTRA)',
    '(DEBUG)',
    'bool(DEBUG)',
    'DEBUG == True',
    'DEBUG is True',
    'PRODUCTION == False',
    'env("DEBUG")',
    'env.bool("DEBUG", False)',
    'env.bool("DEBUG", default=False)',
    'config("DEBUG", cast=bool)',
    'config("DEBUG", default="0", cast=bool)',
    'os.environ["DEBUG"]',
    'os.environ.get("DEBUG")',
    'os.getenv("DEBUG", "false").lower() == "true"',
    'os.environ.get("DEBUG", "0") in ("1", "true")',
    '"1" == os.environ.get("DEBUG", "0")',
    'getattr(settings, "DEBUG", False)',
    'get_bool_from_env("DEBUG", False)',
    'int(os.environ.get("DEBUG", "0"))',
    'ENV == "dev"',
    'ENV in ("dev", "local")',
    'settings.ENVIRONMENT == "Dev"',
    '"test" == os.environ["DJANGO_ENV"]',
    '__state == "development"',
    'ENV != "production"',
    'not ENV == "production"',
    'os.environ["DJANGO_CONFIGURATION"] == "Local"',
    '"test" in sys.argv',
    '"runserver" in sys.argv',
    '"pytest" in sys.modules',
    'len(sys.argv) > 1 and sys.argv[1] == "test"',
    'sys.argv[1:2] == ["test"]',
  ])('if %s', (condition) => {
    expect(isDevelopers(`if ${condition}:\n    use()\n`)).toBe(true);
  });

  test.each(['PRODUCTION', 'not DEBUG', 'ENV == "production"', '"test" not in sys.argv'])(
    'else of if %s',
    (condition) => {
      expect(isDevelopers(`if ${condition}:\n    pass\nelse:\n    use()\n`)).toBe(true);
    },
  );

  test.each([
    'DEBUG = os.getenv("DEBUG") == "True"',
    'DEBUG = env.bool("DEBUG", default=False)',
    'DEBUG = env("DEBUG")',
    'DEBUG = "1" == os.environ.get("DEBUG", "0")',
    'DEBUG = False',
    'DEBUG = strtobool(os.getenv("DEBUG", "no"))',
    'DEBUG = os.environ.get("ENV") == "dev"',
    'DEBUG = bool(int(os.environ.get("DEBUG", 0)))',
    'DEBUG = os.environ.get("ENV", "prod") != "prod"',
    'class Local:\n    DEBUG = True',
    'def local():\n    DEBUG = True',
    'DEBUG = DEBUG',
  ])('where the module has it off, or says nothing: %s', (assignment) => {
    expect(isDevelopers(`${assignment}\nif DEBUG:\n    use()\n`)).toBe(true);
  });
});

describe('a condition may be production’s', () => {
  test.each([
    'EXTRA',
    'not DEBUG',
    'PRODUCTION',
    'DEBUG or EXTRA',
    'not (PRODUCTION and EXTRA)',
    'NO_DEBUG',
    'DISABLE_DEBUG_TOOLBAR',
    'settings.DEVELOPER_PORTAL_ENABLED',
    'DEV_PORTAL',
    'feature["dev"]',
    'FEATURES.get("debug_info")',
    'FEATURES.get("debug")',
    'ALLOW_DEBUG_FOR_STAFF',
    'SENTRY_DEBUG',
    'ENABLE_PROFILING',
    'DB == "test"',
    'BRANCH == "develop"',
    '"test" not in sys.argv',
    'ENV == "staging"',
    'ENV in ("dev", "staging")',
    'ENV not in ("dev", "local")',
    'DEBUG == False',
    'not env("DEBUG")',
    'os.environ.get("USE_AWS")',
    // Of a default the environment decides.
    'os.getenv("ENABLE_DJANGO_TOOLBAR", False)',
    '"test" == os.environ.get("DJANGO_ENV")',
    'os.environ.get("DJANGO_CONFIGURATION") == "Local"',
    'test',
    'options.test',
    'request.debug',
    'DEBUG == 1 == X',
  ])('if %s', (condition) => {
    expect(isDevelopers(`if ${condition}:\n    use()\n`)).toBe(false);
  });

  test.each([
    ['DEBUG = True', 'DEBUG'],
    ['DEBUG: bool = True', 'DEBUG'],
    ['DEBUG = TEMPLATE_DEBUG = True', 'TEMPLATE_DEBUG'],
    ['LOCAL = True', 'LOCAL'],
    ['ENABLE_DEBUG_TOOLBAR = True', 'ENABLE_DEBUG_TOOLBAR'],
    ['DEBUG = True', 'DEBUG and EXTRA'],
    ['DEBUG = os.environ.get("DEBUG", "1")', 'DEBUG'],
    ['DEBUG = os.environ.get("DEBUG", "True") == "True"', 'DEBUG'],
    ['DEBUG = os.environ.get("DEBUG", "true").lower() in ["1", "true"]', 'DEBUG'],
    ['DEBUG = env.bool("DJANGO_DEBUG", default=True)', 'DEBUG'],
    ['DEBUG = config("DEBUG", default="yes", cast=bool)', 'DEBUG'],
    ['DEBUG = get_bool_from_env("DEBUG", True)', 'DEBUG'],
    ['DEBUG = int(os.environ.get("DEBUG", "1"))', 'DEBUG'],
    ['DEBUG = not os.environ.get("SERVED", "")', 'DEBUG'],
    ['DEBUG = os.environ.get("DEBUG") or True', 'DEBUG'],
    ['DEBUG = False if SERVED else True', 'DEBUG'],
    ['DEBUG_DEFAULT = True\nDEBUG = env.bool("DEBUG", DEBUG_DEFAULT)', 'DEBUG'],
    ['ENV = "dev"', 'ENV == "dev"'],
    ['ENV = os.environ.get("ENV", "dev")', 'ENV == "dev"'],
    ['ENV = os.environ.get("ENV", "dev")', 'ENV != "production"'],
    ['PRODUCTION = False', 'not PRODUCTION'],
    ['class Base:\n    pass\nif X:\n    DEBUG = True', 'DEBUG'],
    ['', 'os.environ.get("ENV", "dev") == "dev"'],
    ['', 'os.environ.get("DEBUG", "1")'],
    ['', 'env.bool("DEBUG", default=True)'],
    ['', 'getattr(settings, "DEBUG", True)'],
  ])('where the module may have it on: %s, if %s', (assignment, condition) => {
    expect(isDevelopers(`${assignment}\nif ${condition}:\n    use()\n`)).toBe(false);
  });

  test('where the module turns on what a function asks later', () => {
    expect(isDevelopers('def patterns():\n    if DEBUG:\n        use()\n\n\nDEBUG = True\n')).toBe(false);
    expect(isDevelopers('def patterns(debug=False):\n    if debug:\n        use()\n')).toBe(false);
    expect(isDevelopers('PRODUCTION = False\nif PRODUCTION:\n    pass\nelse:\n    use()\n')).toBe(false);
  });
});

test('a condition over several lines is told on one', () => {
  const text = 'if DEBUG \\\n        and EXTRA:\n    use()\n';
  const call = ofType(parse(text), 'call')[0];
  expect(call && conditionsAround(call)).toEqual([{ written: 'if DEBUG and EXTRA', holds: false, byName: true }]);
});
