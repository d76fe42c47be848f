import { type Constant, isDictionary, isList } from './constant.ts';

type Method = (subject: string, given: readonly Constant[]) => Constant | null;

/**
 * Methods of strings that give a string, or a list of them; each gives null for arguments that it does not know.
 * @see https://docs.python.org/3/library/stdtypes.html#string-methods
 */
export const TEXT_METHODS: Readonly<Record<string, Method>> = {
  join: (subject, [parts]) => (isList(parts) && parts.every(isText) ? parts.join(subject) : null),
  format: (subject, given) => formatted(subject, given),
  lower: (subject) => subject.toLowerCase(),
  casefold: (subject) => subject.toLowerCase(),
  upper: (subject) => subject.toUpperCase(),
  strip: (subject, given) => (given.length === 0 ? subject.trim() : null),
  replace: (subject, [from, to, ...more]) =>
    isText(from) && isText(to) && from !== '' && more.length === 0 ? subject.replaceAll(from, to) : null,
  removeprefix: (subject, [start]) => cut(isText(start) && subject.startsWith(start), subject, start),
  removesuffix: (subject, [end]) =>
    isText(end) ? (end !== '' && subject.endsWith(end) ? subject.slice(0, -end.length) : subject) : null,
  decode: (subject) => subject,
};

function isText(value: Constant | undefined): value is string {
  return typeof value === 'string';
}

function cut(starts: boolean, subject: string, start: Constant | undefined): string | null {
  if (!isText(start)) return null;
  return starts ? subject.slice(start.length) : subject;
}

/** `"{}_{x}".format(...)`, with positions, and names in a dictionary behind them. @see https://docs.python.org/3/library/string.html#format-string-syntax */
function formatted(template: string, given: readonly Constant[]): string | null {
  const names = given.at(-1);
  let next = 0;
  let isKnown = true;
  const text = template.replace(/\{\{|\}\}|\{([^{}]*)\}/g, (whole, field?: string) => {
    if (field === undefined) return whole[0] as string;
    const value = /^\d*$/.test(field)
      ? given[field === '' ? next++ : Number(field)]
      : isDictionary(names)
        ? names.get(field)
        : undefined;
    if (!isText(value)) isKnown = false;
    return String(value);
  });
  return isKnown ? text : null;
}

/**
 * `"%s_%s" % (...)` and `"%(name)s" % {...}`; null for other conversions.
 * @see https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting
 */
export function interpolated(template: string, given: Constant): string | null {
  const values = isList(given) ? given : [given];
  let next = 0;
  let isKnown = true;
  const text = template.replace(/%%|%\((\w+)\)s|%s|%/g, (whole, name?: string) => {
    if (whole === '%%') return '%';
    const value = name === undefined ? values[next++] : isDictionary(given) ? given.get(name) : undefined;
    if (whole === '%' || !isText(value)) isKnown = false;
    return String(value);
  });
  return isKnown ? text : null;
}
