/** Code of which there is a lot, by what there is a lot of: each takes a number. */
const many = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('');

export const SLOW: Readonly<Record<string, (count: number) => string>> = {
  imports: (count) => many(count, (at) => `import debug_toolbar.m${at}\n`),
  'names imported': (count) =>
    `from django.urls import path\nurlpatterns = []\n${many(count, (at) => `from debug_toolbar import v${at}\nurlpatterns += [path("${at}", v${at})]\n`)}`,
  'lists that are added': (count) =>
    `import debug_toolbar\nINSTALLED_APPS = []\n${many(count, (at) => `A${at} = ["a", "debug_toolbar"]\nINSTALLED_APPS += A${at}\n`)}`,
  'entries that are added': (count) => `INSTALLED_APPS = []\n${'INSTALLED_APPS += ["debug_toolbar"]\n'.repeat(count)}`,
  'entries of a list': (count) =>
    `INSTALLED_APPS = [\n${many(count, (at) => `    "a${at}",\n    "debug_toolbar",\n`)}]\n`,
  'lists after lists': (count) =>
    `A0 = ["debug_toolbar", "x"]\n${many(count, (at) => `A${at + 1} = A${at} + ["y${at}"]\n`)}INSTALLED_APPS = A${count}\n`,
  functions: (count) =>
    `${many(count, (at) => `def f${at}():\n    return f${at + 1}()\n`)}def f${count}():\n    return ["debug_toolbar"]\nINSTALLED_APPS = f0()\n`,
  guards: (count) =>
    `try:\n    import debug_toolbar\nexcept ImportError:\n    debug_toolbar = None\nINSTALLED_APPS = []\n${'if debug_toolbar is not None:\n    INSTALLED_APPS += ["debug_toolbar"]\n'.repeat(count)}MIDDLEWARE = ["debug_toolbar.m.X"]\n`,
  choices: (count) =>
    `import debug_toolbar\nif X == 0:\n    pass\n${many(count, (at) => `elif X == ${at}:\n    INSTALLED_APPS = ["debug_toolbar"]\n`)}`,
  'choices in choices': (count) => `INSTALLED_APPS = ${'["debug_toolbar"] if X else '.repeat(count)}[]\n`,
  comments: (count) => `INSTALLED_APPS = [\n${'    # c\n'.repeat(count * 20)}    "debug_toolbar",\n]\n`,
  'comments that name it': (count) =>
    `INSTALLED_APPS = ["debug_toolbar"]\n${'# debug_toolbar debug_toolbar\n'.repeat(count * 5)}`,
  'names for it': (count) => `import debug_toolbar as d0\n${many(count, (at) => `d${at + 1} = d${at}\n`)}`,
  'attributes of it': (count) => `import debug_toolbar\n${many(count, (at) => `debug_toolbar.x${at} = ${at}\n`)}`,
  'lengths of the list': (count) =>
    `INSTALLED_APPS = ["debug_toolbar", "z"]\n${many(count, (at) => `N${at} = len(INSTALLED_APPS)\n`)}`,
  loops: (count) =>
    `INSTALLED_APPS = []\n${many(Math.min(count, 250), (at) => `${' '.repeat(at)}for x${at} in ["debug_toolbar"]:\n`)}${' '.repeat(Math.min(count, 250))}INSTALLED_APPS.append(x0)\n`,
  'a line': (count) => `INSTALLED_APPS = ["a", "debug_toolbar"]; Y = ["${'x'.repeat(count * 5000)}"]\n`,
  'strings side by side': (count) => `INSTALLED_APPS = ["debug_toolbar", ${'"a" '.repeat(count * 10)}]\n`,
};
