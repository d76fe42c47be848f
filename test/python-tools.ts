import { join } from 'node:path';
import { runProgram } from './world.ts';

/**
 * The environment of pip's own settings for tools that do not read them: uv and prek know other names for the index and
 * the certificates.
 */
export async function indexSettings(): Promise<Record<string, string>> {
  const { stdout } = await runProgram('python3', ['-m', 'pip', 'config', 'get', 'global.index-url']);
  const { PIP_INDEX_URL: named = stdout.trim(), PIP_CERT: certificates = '' } = process.env;
  return {
    ...(named === '' ? {} : { UV_DEFAULT_INDEX: named }),
    ...(certificates === '' ? {} : { SSL_CERT_FILE: certificates }),
  };
}

/** The path of a program that lies beside a Python. */
export const beside = (python: string, name: string): string => join(python, '..', name);
