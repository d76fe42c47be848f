// Writes the index of each folder whose files are all of one kind, so that to add one is to add its file: `npm run registries`.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));

/** Each kind: its folder, the type of what a file exports and where that is declared, and the list's name and order. */
const KINDS = [
  {
    folder: 'transforms',
    type: 'Rule',
    declared: '../src/rewrite/rule.ts',
    list: 'rules',
    about: 'Every rule, by code.',
    order: '(one, other) => (one.code < other.code ? -1 : 1)',
  },
  {
    folder: 'src/report/formats',
    type: 'ReportFormat',
    declared: '../report-format.ts',
    list: 'reportFormats',
    about: 'Every format for machines, in the order of the help.',
    order: '(one, other) => one.rank - other.rank',
  },
  {
    folder: 'src/packages/manifests/formats',
    type: 'ManifestFormat',
    declared: '../manifest-format.ts',
    list: 'manifestFormats',
    about: 'Every format of manifests, in the order in which they may claim a path.',
    order: '(one, other) => one.rank - other.rank',
  },
  {
    folder: 'src/packages/manifests/locks/formats',
    type: 'LockFormat',
    declared: '../lock.ts',
    list: 'lockFormats',
    about: 'Every format of lock files.',
    order: '(one, other) => one.rank - other.rank',
  },
];

for (const kind of KINDS) write(join(top, kind.folder, 'index.ts'), indexOf(kind));

function indexOf({ folder, type, declared, list, about, order }) {
  const files = readdirSync(join(top, folder)).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
  const parts = files.sort().map((file) => ({ file, name: exportOf(join(folder, file)) }));
  return `// Written by \`npm run registries\`.
import type { ${type} } from '${declared}';
${parts.map(({ file, name }) => `import { ${name} } from './${file}';`).join('\n')}

/** ${about} */
export const ${list}: readonly ${type}[] = [
${parts.map(({ name }) => `  ${name},`).join('\n')}
].sort(${order});
`;
}

/** What a file exports is called as the file is: startup-lists.ts exports startupLists. */
function exportOf(path) {
  const words = path.replace(/^.*[\\/]|\.ts$/g, '').split('-');
  const name = words.map((word, at) => (at === 0 ? word : word[0].toUpperCase() + word.slice(1))).join('');
  if (!new RegExp(`^export const ${name}\\b`, 'm').test(readFileSync(join(top, path), 'utf8'))) {
    throw new Error(`${path} has to export what it adds as \`${name}\``);
  }
  return name;
}

/** Writes a file whole or not at all, and only where it changes: several processes may do so at the same time. */
function write(file, contents) {
  if (read(file) === contents) return;
  const temporary = join(dirname(file), `.index.${process.pid}`);
  try {
    writeFileSync(temporary, contents);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}
