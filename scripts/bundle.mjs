// What dist/ is made of: the command and the library, cut into as few files as a run has stages.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const top = fileURLToPath(new URL('..', import.meta.url));

/**
 * What stands together, as it is needed together: each file costs a start half a millisecond, however small it is.
 * A part is what its modules import at once, less what the parts before it hold. Everything else, such as the
 * command line's parser and the proof, is cut where it is imported in passing. An entry is in no part: what waits
 * at its top level would keep a part that it stands in from ever being loaded.
 */
const PARTS = {
  start: ['src/cli/main.ts'],
  run: ['src/cli/commands/run.ts', 'src/packages/project-in.ts', 'src/scope/found.ts'],
  finding: [
    'src/run/engine.ts',
    'transforms/index.ts',
    'src/python/syntax/parser.ts',
    'src/loading/loaded-files.ts',
    'src/packages/with-locks.ts',
    'src/packages/locked.ts',
    'src/packages/manifests/locks/environment.ts',
    'src/run/line-length.ts',
    'src/report/diff.ts',
    'src/report/verdict.ts',
  ],
};

/**
 * Bundles entries for Node.
 * @param entries the name of each file, and its source relative to the top folder.
 * @param release what `--version` says, and who owns the repository; null where nobody does yet.
 * @returns the files, and the absolute paths of the modules whose code stands in them.
 */
export async function bundle(entries, { version, owner }) {
  const input = Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(top, path)]));
  const build = await rolldown({
    cwd: top,
    input,
    platform: 'node',
    // Its ordinary entry is CommonJS, which can't ask for Node's modules from inside an ES module.
    resolve: { alias: { yaml: join(top, 'node_modules/yaml/browser/index.js') } },
    onLog: (level, log, report) => !isExpected(log) && report(level, log),
    preserveEntrySignatures: 'allow-extension',
    transform: {
      target: 'node20.19',
      define: { DJGUARD_VERSION: JSON.stringify(version), DJGUARD_OWNER: JSON.stringify(owner) },
    },
  });
  const { output } = await build.generate({
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[name]-[hash].js',
    comments: { legal: false, annotation: false, jsdoc: false },
    // Names stay, so that the trace of an error can be read.
    // The names of functions stay, so that the trace of an error can be read.
    minify: { compress: true, mangle: { toplevel: false, keepNames: true }, codegen: { removeWhitespace: true } },
    codeSplitting: {
      groups: [{ name: partOf(new Set(Object.values(input))), debugName: 'parts' }],
      includeDependenciesRecursively: false,
    },
  });
  await build.close();
  const modules = output.flatMap((file) => (file.type === 'chunk' ? Object.entries(file.modules) : []));
  return {
    files: output.map(({ fileName, ...file }) => ({ name: fileName, contents: file.code ?? file.source })),
    modules: modules.filter(([, { renderedLength }]) => renderedLength > 0).map(([id]) => id),
  };
}

/**
 * Emscripten's module evaluates what a WebAssembly module holds for it; the grammar holds nothing. And what one command
 * needs at once, another may import in passing.
 */
function isExpected({ code, id = '' }) {
  return code === 'INEFFECTIVE_DYNAMIC_IMPORT' || (code === 'EVAL' && id.includes('web-tree-sitter'));
}

function partOf(entries) {
  let parts = null;
  return (id, context) => {
    if (entries.has(id)) return null;
    parts ??= Object.entries(PARTS).map(([name, roots]) => ({ name, modules: importedBy(roots, context) }));
    return parts.find(({ modules }) => modules.has(id))?.name ?? null;
  };
}

/** What some modules import before they run, themselves included. */
function importedBy(roots, context) {
  const found = new Set();
  const queue = roots.map((root) => join(top, root));
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    const module = context.getModuleInfo(id);
    if (module === null) continue;
    found.add(id);
    queue.push(...module.importedIds);
  }
  return found;
}
