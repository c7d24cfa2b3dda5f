// `npm run programs`: assembles every .wat file of the project and writes programs.ts beside it, which the app loads.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

export const folder = fileURLToPath(new URL('../../electron/services/redis/data/programs', import.meta.url));
export const target = join(folder, 'programs.ts');

const NOTE = `// Written by \`npm run programs\` from the .wat files beside it; a test compares them.\n`;

/** The text of programs.ts. */
export async function assembled() {
  const { parseWat } = await wabt();
  const names = (await readdir(folder)).filter((name) => name.endsWith('.wat')).sort();
  const programs = await Promise.all(
    names.map(async (file) => {
      const module = parseWat(file, await readFile(join(folder, file), 'utf8'));
      try {
        module.validate();
        const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
        const name = file.replace('.wat', '').replace(/-(.)/g, (_, letter) => letter.toUpperCase());
        const lines = base64.match(/.{1,110}/g) ?? [];
        return `\nexport const ${name} = [\n${lines.map((line) => `  '${line}',\n`).join('')}].join('');\n`;
      } finally {
        module.destroy();
      }
    }),
  );
  return NOTE + programs.join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(target, await assembled());
