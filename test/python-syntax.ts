import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** What Python itself says of sources: one process, asked line by line. */
export interface PythonSyntax {
  /** Whether Python compiles the source. */
  accepts(source: Uint8Array): Promise<boolean>;
  close(): void;
}

const PROGRAM = `
import base64, sys, warnings
warnings.simplefilter("ignore")
for line in sys.stdin:
    try:
        compile(base64.b64decode(line), "source.py", "exec", dont_inherit=True)
        print("yes", flush=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        print("no", flush=True)
`;

/**
 * Starts the process.
 * @returns null where there is no python3: the caller skips what needs it.
 * @throws where there is none and `CI` is `true`.
 */
export async function startPythonSyntax(): Promise<PythonSyntax | null> {
  const [code] = await once(spawn('python3', ['-c', ''], { stdio: 'ignore' }), 'close').catch(() => [null]);
  if (code === 0) return pythonSyntax();
  if (process.env.CI === 'true') throw new Error('no python3: the fuzz tests cannot ask it');
  console.warn('no python3: the fuzz tests do without it');
  return null;
}

function pythonSyntax(): PythonSyntax {
  const child = spawn('python3', ['-S', '-c', PROGRAM], { stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting: ((answer: boolean) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line === 'yes'));
  return {
    accepts: (source) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        child.stdin.write(`${Buffer.from(source).toString('base64')}\n`);
      }),
    close: () => child.stdin.end(),
  };
}
