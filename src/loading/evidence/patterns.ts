import { named, type TextFile } from './sources.ts';
import { ANY, type Variables } from './texts.ts';

/** What a text has in the place of what is put in when it is used. */
const HOLE = String.raw`\$\{[^{}\n]*\}|\$\(?\w+\)?|\{\{[^{}\n]*\}\}|%s|%\(\w+\)s|\{\w*\}`;
const VALUE = String.raw`((?:[A-Za-z_]|${HOLE})(?:[\w.]|${HOLE})*)`;

const LISTED = String.raw`(?:(?:\{[^{}]*?)?["']?value["']?\s*[:=]\s*)?`;

/**
 * `DJANGO_SETTINGS_MODULE=a.b`, also in code, as a shell's default, and as Kubernetes, Terraform and Heroku list
 * variables. The first group is the quote before the value, with the letter of an f-string.
 * @see https://docs.djangoproject.com/en/stable/topics/settings/#designating-the-settings
 */
export const SETTINGS = [
  new RegExp(
    String.raw`(?<!\w)DJANGO_SETTINGS_MODULE["']?\]?\s*(?::?[-=]|[:=,\s])\s*${LISTED}([fFrRuU]?["'])?${VALUE}`,
    'g',
  ),
  new RegExp(String.raw`--settings(?:=|\s+|["']\s*,\s*["'])(["'])?${VALUE.replace(')*)', ')+)')}`, 'g'),
  /\bdjango_settings_module\s*=\s*(["'])?([\w.]+)/g,
];
/** A value in code that begins with neither a name nor a string. */
export const IN_CODE = /["']DJANGO_SETTINGS_MODULE["']\]?\s*[,=](?!=)()\s*(?![\s\w"'])()/g;
/** `gunicorn app.server:application`, `gunicorn app.wsgi`, `celery -A app.queue`, and the same in their own files. */
export const SERVED = [
  /\b(?:gunicorn|uvicorn|daphne|hypercorn|granian|uwsgi|waitress-serve)\b(?:\\\r?\n|[^\n;&|])*?[\s"'=]()([A-Za-z_]\w*(?:\.\w+)+(?=:\w)|(?:\w+\.)*[wa]sgi\w*(?=["'\s\])]|$))/gm,
  /\bcelery\b(?:\\\r?\n|[^\n;&|])*?(?:-A|--app)[\s"',=]+()([A-Za-z_]\w*(?:\.\w+)*)/g,
  /^[ \t]*(?:module|wsgi|wsgi_app)\s*=\s*(["'])?([A-Za-z_]\w*(?:\.\w+)+)(?::\w+)?/gm,
];

/** A text without its comments; a template's own folder is called as the place that its name is put into. */
export function codeOf({ path, text }: TextFile): string {
  const code = text.replace(/^[ \t]*(#(?!\s*syntax)|\/\/).*/gm, (comment) => ' '.repeat(comment.length));
  return path.endsWith('.py') ? named(code) : code;
}

/** A text with its holes filled, once for each way to get there: by what is set there, by defaults, by production. */
export function filled(
  text: string,
  ways: readonly ReadonlyMap<string, string>[],
  production: Variables,
): readonly string[] {
  return (ways.length === 0 ? [new Map<string, string>()] : ways).map((known) =>
    text.replace(new RegExp(HOLE, 'g'), (hole) => {
      const [, name = '', , fallback] = /^\$[{(]?(\w+)(:?[-=]([^}]*))?\}?/.exec(hole) ?? [];
      if (name === 'DJANGO_SETTINGS_MODULE') return fallback ?? ANY;
      return known.get(name) ?? production(name)?.[0] ?? fallback ?? ANY;
    }),
  );
}
