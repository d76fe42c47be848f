import { tmpdir } from 'node:os';
import { UsageError } from '../../util/errors.ts';
import { runToEnd } from '../process.ts';

const SECONDS = 60;
/**
 * What an installer notes of a distribution from a folder is its URL.
 * https://packaging.python.org/en/latest/specifications/direct-url/
 */
const READ = `
import json, os, sys
from importlib.metadata import distributions
from urllib.parse import urlparse
from urllib.request import url2pathname
own = {os.path.realpath(folder) for folder in sys.argv[1:]}
found = {}
for each in distributions():
    said = each.read_text("direct_url.json")
    url = urlparse(json.loads(said).get("url", "")) if said else None
    if url and url.scheme == "file" and os.path.realpath(url2pathname(url.path)) in own:
        folder = f'{each.metadata["Name"].replace("-", "_")}-{each.version}.dist-info'
        texts = {name: each.read_text(name) for name in ("METADATA", "entry_points.txt", "top_level.txt")}
        found[folder] = {name: text for name, text in texts.items() if text}
print("\\ndjguard:" + json.dumps(found))
`;
const WRITE = `
import json, os, sys, sysconfig
for folder, texts in json.loads(sys.argv[1]).items():
    path = os.path.join(sysconfig.get_path("purelib"), folder)
    os.makedirs(path, exist_ok=True)
    for name, text in texts.items():
        with open(os.path.join(path, name), "w", encoding="utf-8") as file:
            file.write(text)
`;

/**
 * Tells an environment that a project is installed in it, where it is so in another one: production installs it, too,
 * and many a project asks for its own version. Its code is found without that.
 * @param from the interpreter that has it.
 * @param to the interpreter of an environment of ours.
 * @param folders those that the project may be installed from.
 */
export async function copyOwnMetadata(
  from: string,
  to: string,
  folders: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<void> {
  const run = { cwd: tmpdir(), env, seconds: SECONDS, memory: null, signal };
  const read = await runToEnd([from, '-c', READ, ...folders], { ...run, python: from });
  const found = /^djguard:(.+)$/m.exec(read.output)?.[1];
  if (found === undefined) throw new UsageError(`${from} does not say what it has installed:`, read.output);
  if (found !== '{}') await runToEnd([to, '-c', WRITE, found], { ...run, python: to });
}
