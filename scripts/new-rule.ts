/** Writes the skeleton of a rule and of its first case: `npm run new-rule -- NAME`. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { rules } from '../transforms/index.ts';

const [name = '', ...more] = process.argv.slice(2);
const file = `transforms/${name}.ts`;
const folder = `fixtures/${name}/first`;

if (!/^[a-z]+(-[a-z]+)*$/.test(name) || more.length > 0) stop('npm run new-rule takes one name, such as startup-lists');
if (existsSync(file) || existsSync(folder)) stop(`there is ${existsSync(file) ? file : folder} already`);
const last = Math.max(...rules.map(({ code }) => Number(code.slice('DJG'.length))));
writeFileSync(file, skeleton(`DJG${String(last + 1).padStart(3, '0')}`));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/before.py`, '# TODO: code that the rule finds; npm run new-case adds more cases\n');
console.log(`Wrote ${file} and ${folder}/before.py.
The type check refuses the rule until it has its source, and the tests until nothing is left to do.
src/rewrite/rule.ts says what each field means; then: npm run check, npm run docs, npm test`);

function skeleton(code: string): string {
  const exported = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return `import { moveEntries } from '../src/fix/entry/move.ts';
import { refuseEffects, refuseNeeded } from '../src/fix/refuse/by-context.ts';
import { refusePositional } from '../src/fix/refuse/positional-access.ts';
import { inline } from '../src/fix/statement/inline.ts';
import { wrapStatement } from '../src/fix/statement/wrap.ts';
import { isEntryOf, type Rule } from '../src/rewrite/rule.ts';

export const ${exported}: Rule = {
  code: '${code}',
  name: '${name}',
  summary: 'TODO: what it finds, in one line',
  why: 'TODO: what breaks where the package is missing',
  source: 'TODO: the URL of the documentation that says so',
  example: {
    before: \`TODO
\`,
    after: \`TODO
\`,
  },
  settings: /^TODO$/,
  documented: { atStart: ['TODO'] },
  failsSteps: ['TODO'],
  finds: (context) => isEntryOf('${name}', context),
  message: (_, root) => \`TODO of \${root}\`,
  fix: [refuseEffects, refusePositional, wrapStatement, refuseNeeded, moveEntries, inline],
};
`;
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
