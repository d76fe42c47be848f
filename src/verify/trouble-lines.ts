import type { Trouble } from './troubles.ts';
import type { DjangoStep, Failure, StepName } from './types.ts';

const TITLES: Readonly<Record<DjangoStep, string>> = {
  settings: 'import settings',
  setup: 'django.setup()',
  check: 'system checks',
  wsgi: 'build the WSGI handler',
  asgi: 'build the ASGI handler',
  urls: 'resolve the URLconf',
  templates: 'template engines',
  strings: 'dotted names in settings',
  collectstatic: 'collectstatic --dry-run',
};

/** Characters of an error message that are shown. */
const LONGEST = 2000;
/** And of one in several lines, of which the first say most. */
const PARAGRAPH = 500;

/** What a step is called for people: Django's have titles, any other says what it does. */
export function titleOfStep(step: StepName): string {
  return (TITLES as Readonly<Record<string, string>>)[step] ?? step;
}

/** The modules of a package fail together where one imports the other: what is the same for several is told once. */
export function together(
  troubles: readonly Trouble[],
): readonly { readonly line: string; readonly trouble: Trouble }[] {
  const groups = new Map<string, [Trouble, ...Trouble[]]>();
  for (const trouble of troubles) {
    const key = trouble.environment.entry?.kind === 'module' ? troubleText(trouble) : trouble.step + trouble.world;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [trouble]);
    else group.push(trouble);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    const more = group.length > 1 ? ` and ${group.length - 1} more` : '';
    return { line: `${titleOfStep(first.step)}${more}, ${troubleText(first)}`, trouble: first };
  });
}

function troubleText(trouble: Trouble): string {
  return `${trouble.isOld ? 'unproven, since it fails with the packages too' : trouble.world}: ${whatFails(trouble)}`;
}

/** The line of the project that a trouble rose in, and what was raised. */
export function whatFails({ outcome, failure, where }: Trouble): string {
  const place = where === null ? '' : `${where.path}:${where.line}: `;
  return `${place}${failure === null ? `the process ${outcome}` : raisedBy(failure)}`;
}

/**
 * The exception that ended a step, and its first cause. Some checks of Django ask again for what has just failed, and
 * they run in no fixed order: the same exception twice is told once.
 */
function raisedBy({ chain }: Failure): string {
  const links = [chain[0], chain.at(-1)].filter((link) => link !== undefined);
  const named = links.map(({ type, message }) => `${type}: ${shortened(plain(message))}`);
  return [...new Set(named)].join(', from ');
}

function shortened(message: string, longest = LONGEST): string {
  return message.length > longest ? `${message.slice(0, longest)}...` : message;
}

/** What a library lists, such as each field that is not valid, stands in lines of its own. */
function oneParagraph(message: string): string {
  const [first = '', ...more] = message.trim().split(/\s*\n\s*/);
  return more.length === 0 ? first : shortened([first, ...more].join(' | '), PARAGRAPH);
}

/** Python words it in another way where a package is blocked than where it is missing; people know the latter. */
function plain(message: string): string {
  return oneParagraph(message)
    .replaceAll(/import of (\S+) halted; None in sys\.modules/g, "No module named '$1'")
    .replaceAll(/No module named '([^']+)'; '[^']+' is not a package/g, "No module named '$1'");
}
