import fc from 'fast-check';

/** Lines of Python in a neutral layout: four spaces a level, double quotes, no line ends. */
export type Code = readonly string[];

/** One optional package, as the generated modules use it. */
export interface Tool {
  readonly root: string;
  /** What can stand in INSTALLED_APPS. */
  readonly apps: readonly string[];
  readonly middleware: string;
  readonly processor: string;
  readonly route: string;
}

export const TOOLS: readonly Tool[] = [
  {
    root: 'debug_toolbar',
    apps: ['debug_toolbar', 'debug_toolbar.apps.DebugToolbarConfig'],
    middleware: 'debug_toolbar.middleware.DebugToolbarMiddleware',
    processor: 'debug_toolbar.context_processors.toolbar',
    route: '__debug__/',
  },
  {
    root: 'silk',
    apps: ['silk'],
    middleware: 'silk.middleware.SilkyMiddleware',
    processor: 'silk.context_processors.profile',
    route: 'silk/',
  },
  {
    root: 'django_browser_reload',
    apps: ['django_browser_reload'],
    middleware: 'django_browser_reload.middleware.BrowserReloadMiddleware',
    processor: 'django_browser_reload.context_processors.reload',
    route: '__reload__/',
  },
];

/** One of several, which shrinks to the first. */
export function anyOf<T>(...choices: readonly fc.Arbitrary<T>[]): fc.Arbitrary<T> {
  return fc.oneof({ withCrossShrink: true }, ...choices);
}

/** The same kind of code for any of the packages; most often for the first. */
export function forAnyTool<T>(make: (tool: Tool) => fc.Arbitrary<T>): fc.Arbitrary<T> {
  const weights = [3, 1, 1];
  return fc.oneof(
    { withCrossShrink: true },
    ...TOOLS.map((tool, i) => ({ weight: weights[i] ?? 1, arbitrary: make(tool) })),
  );
}

/** One level deeper. */
export function indented(code: Code): Code {
  return code.map((line) => (line === '' ? '' : `    ${line}`));
}

/** Puts text around code that may be several lines. */
export function around(prefix: string, code: Code, suffix = ''): Code {
  const last = code.length - 1;
  return code.map((line, i) => `${i === 0 ? prefix : ''}${line}${i === last ? suffix : ''}`);
}

/** A value or nothing; nothing most often. */
export function sometimes<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(value, { freq: 3, nil: null });
}

export const quoted = (text: string): string => `"${text}"`;
