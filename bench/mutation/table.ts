import type { Judged } from './judge.ts';
import { SURVIVORS } from './survivors.ts';

const KILLERS = ['a step', 'values with the packages', 'values without them', 'a broken package'] as const;

/** Whether a proof holds of a mutant, and says nothing of it. */
export function survives({ killedBy, isNamed }: Judged): boolean {
  return killedBy === null && !isNamed;
}

/** The known reason why a mutant survives; null where nobody has said. */
export function reasonFor({ subject, code }: Judged): string | null {
  return SURVIVORS.find((each) => each.subject === subject && code.includes(each.code))?.reason ?? null;
}

/** What is wrong with a run: survivors without a known reason. */
export function problemsIn(judged: readonly Judged[]): readonly string[] {
  const unknown = judged.filter((each) => survives(each) && reasonFor(each) === null);
  return unknown.map(
    ({ subject, operator, file, line, what }) => `survived: ${subject}: ${operator} ${what} in ${file}:${line}`,
  );
}

/** The page that shows what became of all mutants. */
export function pageOf(judged: readonly Judged[]): string {
  const survivors = judged.filter(survives);
  const named = judged.filter(({ isNamed }) => isNamed);
  const share = ((100 * survivors.length) / judged.length).toFixed(1);
  const subjects = [...new Set(judged.map(({ subject }) => subject))];
  return `# What the proof is worth

\`npm run mutation\` wrote this page. It takes ${subjects.length} projects with the fix that djguard made, the fixture projects and small ones around cases of fixtures/ whose settings this Django reads, with real Django. It breaks each fix in one place at a time, and asks \`djguard verify\`, which knows the project as it was before.

**${judged.length - named.length - survivors.length} of ${judged.length} broken fixes do not hold, of ${named.length} the proof says that no step runs what is broken; ${survivors.length} survive (${share} %).**

What killed them: a step that failed, a value that differs with the packages, one that differs without them, or a package that is there and broken, which the fix hides. What no step runs, such as lines under \`"test" in sys.argv\`, is named: a command behind \`--\` can run it.

${tableOf('broken how', judged, ({ operator }) => operator)}

${tableOf('project', judged, ({ subject }) => subject)}

## What survives

${survivors.length === 0 ? 'Nothing.' : survivors.map(survivorLine).join('\n')}
`;
}

function tableOf(title: string, judged: readonly Judged[], keyOf: (each: Judged) => string): string {
  const keys = [...new Set(judged.map(keyOf))];
  const row = (name: string, own: readonly Judged[]) => {
    const by = KILLERS.map((killer) => own.filter(({ killedBy }) => killedBy === killer).length);
    const killed = own.filter(({ killedBy }) => killedBy !== null).length;
    const named = own.filter(({ isNamed }) => isNamed).length;
    return `| ${[name, own.length, killed, ...by, named, own.length - killed - named].join(' | ')} |`;
  };
  const head = [title, 'mutants', 'killed', ...KILLERS.map((killer) => `by ${killer}`), 'named as not run', 'survive'];
  const rows = keys.map((key) =>
    row(
      key,
      judged.filter((each) => keyOf(each) === key),
    ),
  );
  return [`| ${head.join(' | ')} |`, `|---|${'--:|'.repeat(head.length - 1)}`, ...rows, row('**all**', judged)].join(
    '\n',
  );
}

function survivorLine(each: Judged): string {
  const { subject, operator, file, line, what, code } = each;
  const place = `${subject}, ${file}:${line}, \`${code}\``;
  return `- ${place}: ${operator}${what === '' ? '' : ` (${what})`}. ${reasonFor(each) ?? 'Not looked at yet.'}`;
}
