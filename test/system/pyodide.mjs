// Runs code in Pyodide, which is CPython in WebAssembly: node pyodide.mjs FOLDER JOB, where FOLDER holds the npm package
// and JOB is a file of JSON: {"mounts": {"/in/python": "/on/this/machine"}, "code": "..."}.
// What the code's last expression is, a text, goes to stdout.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , folder, job] = process.argv;
const { mounts, code } = JSON.parse(readFileSync(job, 'utf8'));
const { loadPyodide } = await import(pathToFileURL(join(folder, 'node_modules/pyodide/pyodide.mjs')).href);
const quiet = () => {};
const python = await loadPyodide({ stdout: quiet, stderr: quiet });
for (const [path, root] of Object.entries(mounts)) {
  python.FS.mkdirTree(path);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, path);
}
try {
  process.stdout.write(`${python.runPython(code)}`);
} catch (error) {
  // Node would print the whole of Pyodide's source with it.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
