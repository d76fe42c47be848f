/** Translates teddy.wat into the module that is committed beside it: `npm run wasm`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import loadWabt from 'wabt';

const folder = new URL('../src/search/', import.meta.url);

/** What teddy-wasm.ts has to hold. */
export async function moduleText(): Promise<string> {
  const { parseWat } = await loadWabt();
  const parsed = parseWat('teddy.wat', readFileSync(new URL('teddy.wat', folder)), { simd: true });
  parsed.validate();
  const { buffer } = parsed.toBinary({});
  const lines =
    Buffer.from(buffer)
      .toString('base64')
      .match(/.{1,100}/g) ?? [];
  return `// Written by \`npm run wasm\` from teddy.wat.

/** The WebAssembly module of teddy.wat, as base64. */
export const TEDDY = \`
${lines.join('\n')}
\`;
`;
}

const [, script] = process.argv;
if (script === fileURLToPath(import.meta.url)) writeFileSync(new URL('teddy-wasm.ts', folder), await moduleText());
