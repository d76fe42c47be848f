import { normalised, type Says, saidBy, saidByMain } from '../../naming-conventions.ts';
import { folderOf, resolved } from '../../paths.ts';
import { groupOf } from '../group.ts';
import { type Inclusion, type Manifest, type ManifestFile, NOTHING, wholeFile } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { type IniLine, type Option, readIni } from '../syntax/ini.ts';

/** The dependencies of a setup.cfg. */
export const setupCfg: ManifestFormat = {
  name: 'setup.cfg',
  paths: [/(^|\/)setup\.cfg$/],
  rank: 1,
  read,
};

function read(file: ManifestFile): Manifest {
  const ini = readIni(file);
  const named = ini.options.find(({ section, name }) => section === 'metadata' && name === 'name');
  const own = named?.lines[0] === undefined ? null : normalised(named.lines[0].text);
  const read = ini.options.flatMap((option) => {
    const meant = meaningOf(option, file.path);
    if (meant === null) return [];
    const { entries, inclusions } = split(option.lines, file.path);
    const heading = { file: file.path, name: `${option.section}.${option.name}`, ...meant };
    return [groupOf(heading, entries, own, inclusions)];
  });
  const broken = ini.warnings.length > 0 && read.length === 0 && !file.text.includes('install_requires');
  return {
    ...NOTHING,
    groups: read.map(({ group }) => group),
    // A setup.cfg that says nothing of dependencies is some other tool's: its mistakes are not ours.
    warnings: broken ? [] : [...ini.warnings, ...read.flatMap(({ warnings }) => warnings)],
  };
}

function meaningOf({ section, name }: Option, path: string): { role: string; says: Says } | null {
  if (section === 'options.extras_require') return { role: `extra:${normalised(name)}`, says: saidBy(name) };
  if (section !== 'options') return null;
  if (name === 'install_requires') return { role: 'main', says: saidByMain(path) };
  return name === 'tests_require' ? { role: 'extra:tests', says: saidBy('tests') } : null;
}

/** The requirements of a value, and the files that `file: a.txt, b.txt` stands for. */
function split(lines: readonly IniLine[], path: string) {
  const inclusions: Inclusion[] = [];
  const entries = lines.flatMap(({ text, line }) => {
    const files = /^file:\s*(.*)$/.exec(text);
    if (files === null) return (lines.length === 1 ? several(text) : [text]).map((part) => entry(part, line, path));
    for (const written of (files[1] as string).split(/\s*,\s*/)) {
      inclusions.push({ file: path, line, text, selection: wholeFile(resolved(folderOf(path), written)) });
    }
    return [];
  });
  return { entries, inclusions };
}

/** setuptools also takes several requirements on one line, with `;` between them; a marker follows a `;` too. */
function several(text: string): readonly string[] {
  return text
    .split(/;(?!\s*(?:python_|sys_|os_|platform_|implementation_|extra\b))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function entry(written: string, line: number, file: string) {
  return { written, place: { file, line, text: written } };
}
