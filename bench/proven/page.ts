import type { Subject } from './projects.ts';
import type { Result } from './result.ts';

/** The page that shows what came of all projects. */
export function pageOf(subjects: readonly Subject[], results: Readonly<Record<string, Result>>): string {
  const tried = subjects.flatMap((subject) => {
    const result = results[subject.name];
    return result === undefined ? [] : [{ subject, result }];
  });
  const counted = (outcome: string) => tried.filter(({ result }) => result.outcome === outcome).length;
  const compared = tried.filter(({ result }) => result.absent !== null);
  const agreeing = compared.filter(({ result }) => agrees(result));
  return `# Proofs in public projects

\`npm run proven -- FOLDER --fetch --install\` wrote this page: it takes the projects of bench/proven/projects.json at a commit of theirs, with production's requirements and the packages to be proven really installed by uv, and calls \`djguard --fix --verify\` in each. Where that prints what it lacks, such as \`--env\` or \`--settings\` with what follows them, a second try is given just that; then the fix is taken back. No service was running beside them.

**Of ${tried.length} projects the proof holds in ${counted('holds')}, and in part in ${counted('holds in part')}; in ${counted('unproven')} nothing is proven, in ${counted('nothing to prove')} there is nothing to prove, and in ${counted('fails')} it does not hold.** With the packages really missing (\`--build-absent\`) ${agreeing.length} of ${compared.length} say the same as with hidden ones.

A settings module is run through nine steps at most, such as the import of the settings, \`django.setup()\`, the system checks and \`collectstatic --dry-run\`, in both worlds, before and after the fix; "3 × 9" are three modules, each with nine steps that pass. Processor seconds are those of the last try, with all that the project itself does.

| project | Python, Django | tries | verdict | passed | named as unproven or not run | really missing | processor seconds |
|---|---|--:|---|---|---|---|--:|
${tried.map(({ subject, result }) => rowOf(subject, result)).join('\n')}

The commits, what was installed and which files were made stand in bench/proven/projects.json, what came of each try in bench/proven/results.json.
`;
}

function agrees({ absent, outcome }: Result): boolean {
  return absent !== null && absent.outcome === outcome && absent.differences.length === 0;
}

function rowOf(subject: Subject, result: Result): string {
  const { name, commit } = subject;
  const { python, django, tries, outcome, left, absent, processorSeconds } = result;
  const cells = [
    `[${name}](https://github.com/${name}/tree/${commit})`,
    `${python.split('.').slice(0, 2).join('.')}, ${django.split('.').slice(0, 2).join('.')}`,
    tries,
    `${outcome}${left > 0 ? '; a finding is left' : ''}`,
    passedIn(result),
    named(result, subject) || 'nothing',
    absent === null
      ? 'not tried'
      : agrees(result)
        ? 'the same'
        : `${absent.outcome}, ${absent.differences.length} other`,
    processorSeconds,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** How many steps passed in how many settings modules. */
function passedIn({ environments }: Result): string {
  const counts = new Map<number, number>();
  for (const { passed } of environments) counts.set(passed, (counts.get(passed) ?? 0) + 1);
  return [...counts].map(([passed, modules]) => `${modules} × ${passed}`).join(', ');
}

function named({ unproven, failed, notRun, unreached }: Result, { why }: Subject): string {
  const troubles = [...failed, ...unproven];
  const modules = [...new Set(troubles.map(({ settings }) => settings))].map((name) => {
    const own = troubles.filter(({ settings }) => settings === name);
    return `${name}: ${[...new Set(own.map(({ step, error }) => `${step} (${error})`))].join(', ')}`;
  });
  return [
    ...modules,
    ...(notRun.length > 0 ? [`not run: ${notRun.join(', ')}`] : []),
    ...(unreached > 0 ? [`${unreached} ${unreached === 1 ? 'place' : 'places'} of the fix that no step runs`] : []),
    ...(why === undefined ? [] : [`since ${why}`]),
  ].join('; ');
}
