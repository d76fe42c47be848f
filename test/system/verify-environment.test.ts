import { describe, expect, test } from 'vitest';
import { expectEmptyNamed, expectNamed, verifyWith } from '../missing-variables.ts';
import { pythonWith, pythonWorlds } from '../world.ts';

const worlds = await pythonWorlds();
const LIBRARIES = ['Django', 'django-environ', 'python-decouple', 'pydantic-settings', 'dynaconf'];
const python = worlds === null ? null : await pythonWith('python3', ...LIBRARIES);
const verify = verifyWith(python);

test.runIf(worlds !== null)('the libraries that read the environment can be installed', () => {
  expect(python).not.toBeNull();
});

describe.skipIf(python === null)('a variable that is missing', { timeout: 60_000 }, () => {
  test.each([
    [
      'django-environ',
      'import environ\nenv = environ.Env(DEBUG=(bool, False))\nDEBUG = env("DEBUG")\nSECRET_KEY = env("SECRET_KEY")\n' +
        'DATABASES = {"default": env.db("MAIN_DB")}\nCACHES = {"default": env.cache()}\nEMAIL = env.email_url()\nFLAG = env.bool("FLAG")\nX = env("Y", default="x")',
      '--env SECRET_KEY=x --env MAIN_DB=sqlite://:memory: --env CACHE_URL=locmemcache:// --env EMAIL_URL=consolemail:// --env FLAG=False',
    ],
    [
      'python-decouple',
      'from decouple import config\nSECRET_KEY = config("KEY")\nPORT = config("PORT", cast=int)\nX = config("Y", default=1)',
      '--env KEY=x --env PORT=1',
    ],
    [
      'pydantic-settings',
      'from pydantic_settings import BaseSettings, SettingsConfigDict\n\n\nclass Own(BaseSettings):\n' +
        '    model_config = SettingsConfigDict(env_prefix="APP_")\n    secret_key: str\n    port: int\n\n\nSECRET_KEY = Own().secret_key',
      '--env APP_SECRET_KEY=x --env APP_PORT=1',
    ],
    [
      'a validator of pydantic-settings',
      'from pydantic import model_validator\nfrom pydantic_settings import BaseSettings\n\n\nclass Own(BaseSettings):\n' +
        '    KEY: str = ""\n\n    @model_validator(mode="after")\n    def check(self):\n        if not self.KEY:\n' +
        '            raise ValueError("KEY must be set to at least one byte")\n        return self\n\n\nSECRET_KEY = Own().KEY',
      '--env KEY=x',
    ],
    [
      'dynaconf',
      'from dynaconf import Dynaconf, Validator\nown = Dynaconf(envvar_prefix="SHOP", validators=[Validator("KEY", must_exist=True)])\n' +
        'own.validators.validate()\nSECRET_KEY = own.KEY',
      '--env SHOP_KEY=x',
    ],
  ])('of %s is named, and the flags that are printed are enough', (_, code, flags) => expectNamed(verify, code, flags));

  test.each([
    ['django-environ', 'import environ\nenv = environ.Env()\nSECRET_KEY = env.str("APP_KEY", default="")', 'APP_KEY'],
    ['python-decouple', 'from decouple import config\nSECRET_KEY = config("APP_KEY", default="")', 'APP_KEY'],
    [
      'pydantic-settings',
      'from pydantic_settings import BaseSettings, SettingsConfigDict\n\n\nclass Own(BaseSettings):\n' +
        '    model_config = SettingsConfigDict(env_prefix="APP_")\n    key: str = ""\n\n\nown = Own()\nSECRET_KEY = own.key',
      'APP_KEY',
    ],
    [
      'dynaconf',
      'from dynaconf import Dynaconf\nown = Dynaconf(envvar_prefix="SHOP")\nSECRET_KEY = own.get("KEY", "")',
      'SHOP_KEY',
    ],
  ])('an empty SECRET_KEY of %s is one', (_, code, variable) => expectEmptyNamed(verify, code, variable));
});
