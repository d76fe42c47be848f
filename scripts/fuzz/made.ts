import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { cases } from '../../test/cases.ts';
import { byteDamage, edit } from '../../test/generate/damage.ts';
import { configuration, strange, wordsFor } from './words.ts';

const MANIFESTS = join(import.meta.dirname, '../../fixtures/manifests');

/** Files by their paths, the words of a command line, and when it is stopped, in milliseconds; null where it is not. */
export interface Made {
  readonly files: readonly (readonly [string, Buffer])[];
  readonly words: readonly string[];
  readonly stopped: { readonly after: number; readonly by: NodeJS.Signals } | null;
  /** What becomes of the journal before it is read, and `undo` is called. */
  readonly journal: Change | null;
}

type Change = (bytes: Buffer) => Buffer;
type Files = readonly (readonly [string, Buffer])[];

/** The manifests of each sample project, by their paths in it. */
const layouts: readonly Files[] = readdirSync(MANIFESTS).flatMap((name) =>
  name === 'small' ? smallLayouts(join(MANIFESTS, name)) : [filesBelow(join(MANIFESTS, name))],
);

function smallLayouts(folder: string): readonly Files[] {
  return readdirSync(folder).map((name) => {
    const [, ...files] = readFileSync(join(folder, name), 'utf8').split(/^-- (?=.+ --$)/m);
    return files.map((file) => {
      const [path = '', text = ''] = file.split(/ --\n(.*)/s);
      return [path, Buffer.from(text)] as const;
    });
  });
}

function filesBelow(folder: string): Files {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file.slice(folder.length + 1), readFileSync(file)]);
}

const oneIn = <T>(number: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: number - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

// One file that can't be read decides a run's exit code: whole projects have to be there as well.
const none = fc.constant<readonly Change[]>([]);
const someOf = (change: fc.Arbitrary<Change>) => fc.oneof(none, fc.array(change, { maxLength: 4 }));
const ENCODINGS = ['cp1251', 'latin-1', 'shift_jis', 'euc-jp', 'gbk', 'gb18030', 'big5', 'cp949', 'utf-7', 'UTF8', ''];
const coded = fc
  .tuple(fc.constantFrom(...ENCODINGS), fc.uint8Array({ maxLength: 6 }))
  .map(([encoding, odd]): readonly Change[] => [
    (bytes) => Buffer.concat([Buffer.from(`# coding: ${encoding}\n# `), odd, Buffer.from('\n'), bytes]),
  ]);
const mood = fc.constantFrom(none, none, someOf(edit), someOf(edit), someOf(byteDamage), coded);
const changed = (bytes: Buffer, changes: readonly Change[]): Buffer =>
  changes.reduce((now, change) => change(now), bytes);

const ORDINARY = ['settings', 'urls', 'manage', 'wsgi', 'a', 'b'];
const name = fc
  .oneof({ weight: 2, arbitrary: fc.constantFrom(...ORDINARY) }, { weight: 1, arbitrary: strange })
  .map((text) => text.replaceAll('/', '_').slice(0, 60));
const readable = cases.filter(({ error }) => error === null);
const sources = mood.chain((changes) =>
  fc.array(fc.tuple(name, fc.constantFrom('', 'shop/', 'shop/settings/'), fc.constantFrom(...readable), changes), {
    minLength: 1,
    maxLength: 25,
  }),
);
const manifests = fc
  .tuple(fc.constantFrom(...layouts), mood)
  .chain(([files, changes]) =>
    fc.tuple(...files.map(([path, bytes]) => changes.map((all) => [path, changed(bytes, all)] as const))),
  );

/** Paths and texts that a journal may hold from somebody else. */
const forged = fc.constantFrom('/etc/hostname', '../outside.py', '/dev/full', '', 'settings.py').map(
  (path): Change =>
    (bytes) =>
      Buffer.from(bytes.toString().replace(/"path":"[^"]*"/, () => `"path":${JSON.stringify(path)}`)),
);
const outside: Change = (bytes) =>
  Buffer.from(bytes.toString().replace(/"path":"([^"]*)\/project\/[^"]*"/, '"path":"$1/outside.py"'));
const journal = fc.oneof(byteDamage, edit, forged, fc.constant(outside));
const stopped = fc.record({
  after: fc.integer({ min: 20, max: 900 }),
  by: fc.constantFrom<NodeJS.Signals>('SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'),
});

/** A project, and what is done with it. */
export const made: fc.Arbitrary<Made> = sources.chain((chosen) => {
  const packages = [...new Set(chosen.flatMap(([, , { packages: roots }]) => roots))];
  const files = chosen.map(
    ([file, folder, { before }, changes]) => [`${folder}${file || 'x'}.py`, changed(before, changes)] as const,
  );
  return fc.record({
    files: fc
      .tuple(oneIn(2, manifests), oneIn(2, configuration))
      .map(([others, own]) => [...files, ...(others ?? []), ...(own === null ? [] : [own])]),
    words: wordsFor(packages),
    stopped: oneIn(4, stopped),
    journal: oneIn(4, journal),
  });
});
