import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem, type } from 'node:os';

/** What the numbers were measured on, as lines of Markdown; nothing that names the machine or its folders. */
export function describeMachine(timer: string, versions: readonly string[]): readonly string[] {
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg().map((value) => value.toFixed(1));
  return [
    `- ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory} GB of memory, ${system()}`,
    `- ${[`Node.js ${process.version}`, ...versions].join(', ')}`,
    `- timed by ${timer}; everything in the page cache; load average at the start ${load.join(', ')}`,
  ];
}

/** The distribution's name where there is one; a kernel's release may name a machine. */
function system(): string {
  if (type() !== 'Linux') return type();
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  } catch {
    return 'Linux';
  }
}
