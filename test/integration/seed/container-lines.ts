import { expect } from 'vitest';
import type { World } from './world.ts';

/** Runs a line of the document that needs containers, and asserts what it must show. */
export async function holdContainerLine(world: World, line: string): Promise<void> {
  if (line.startsWith('docker logs') || line.startsWith('docker stats')) {
    const shown = line.startsWith('docker logs')
      ? /Ready to accept connections/
      : new RegExp(world.mapped('vrooli-redis-resource'));
    await world.interrupt(line, shown);
    return;
  }
  const { code, stdout, stderr } = await world.run(line);
  expect(code, `${line}\n${stdout}${stderr}`).toBe(0);
  expect(stdout).toMatch(line.includes('redis-cli ping') ? /^PONG$/m : new RegExp(world.home.token));
}
