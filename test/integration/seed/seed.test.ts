import { afterAll, describe, expect, test, vi } from 'vitest';
import { readEnvironment } from '../../../electron/services/platform/home/environment.ts';
import { findProgram } from '../../runner/find-program.ts';
import { describeNeeding } from '../../support/needs.ts';
import { useTestHome as homeOfTest } from '../../support/use-test-home.ts';
import { blockChecks } from './block-checks.ts';
import { holdContainerLine } from './container-lines.ts';
import { type Block, blocks, commandsOf, specification } from './document.ts';
import { holdLine, installProcess, lineSkipped } from './lines.ts';
import { heldLines, reportOf } from './report.ts';
import { createWorld, type World } from './world.ts';

const shellBlocks = blocks.filter(({ language }) => language === 'bash');
const chapters = [...new Set(shellBlocks.map(({ chapter }) => chapter))].map(
  (name) => [name, shellBlocks.filter(({ chapter }) => chapter === name)] as const,
);
/** Blocks whose first line installs, or sets variables for an installation. */
const withoutDockerProgram = findProgram('docker') === null ? ' [skipped: no docker program on this machine]' : '';
const BEGIN_EMPTY = ['Quick Start', 'Management Commands', 'Performance and Monitoring'];

// Over seventy commands, each a process, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 });

async function inWorld(body: (world: World) => Promise<void>, docker = false): Promise<void> {
  const home = await homeOfTest({ docker });
  await body(await createWorld(home));
}

async function holdBlock(world: World, block: Block): Promise<void> {
  const shown = new Map<string, string>();
  for (const line of commandsOf(block.text).filter((one) => !isOfDocker(one))) {
    const reason = lineSkipped(line);
    const begun = performance.now();
    const result = reason === null ? await holdLine(world, line) : null;
    shown.set(line, result?.stdout ?? '');
    heldLines.push({ block, line, reason, ms: performance.now() - begun });
  }
  await blockChecks[block.heading]?.(world, shown);
}

const isOfDocker = (line: string) => line.startsWith('docker ');

describeNeeding(['posix', 'linux', 'redis'], 'seed', () => {
  afterAll(() => reportOf(shellBlocks));

  describe('command blocks', () => {
    test.each(chapters)('%s › every command line › does what the document says', async (chapter, found) => {
      await inWorld(async (world) => {
        if (!BEGIN_EMPTY.some((name) => chapter.includes(name))) await installProcess(world);
        for (const block of found) await holdBlock(world, block);
      });
    });

    const skipped = shellBlocks.flatMap(({ text }) => commandsOf(text).filter((line) => lineSkipped(line) !== null));
    for (const line of new Set(skipped)) {
      test.skip(`${line} [skipped: ${lineSkipped(line)}]`, () => undefined);
    }
  });

  describeNeeding(['docker'], 'containers', () => {
    test.skipIf(findProgram('docker') === null)(
      `docker lines › main and a tenant in containers › do what the document says${withoutDockerProgram}`,
      async () => {
        await inWorld(async (world) => {
          expect(await world.manage('install', '--runtime', 'docker')).toMatchObject({ code: 0 });
          for (const block of shellBlocks) {
            for (const line of commandsOf(block.text).filter(isOfDocker)) {
              const begun = performance.now();
              await holdContainerLine(world, line);
              heldLines.push({ block, line, reason: null, ms: performance.now() - begun });
            }
          }
          // "Isolated Network: Separate Docker network per client"
          const created = await world.manage('create-client', '--client-id', 'acme-corp', '--json');
          expect(created.json()).toMatchObject({ runtime: 'docker', network: expect.stringContaining('acme-corp') });
          const main = (await world.manage('status', '--json')).json();
          expect(main).not.toMatchObject({ network: (created.json() as { network: string }).network });
        }, true);
      },
    );
  });

  test('document › every block with a check › is in the document', () => {
    const headings = new Set(shellBlocks.map(({ heading }) => heading));
    expect(Object.keys(blockChecks).filter((heading) => !headings.has(heading))).toEqual([]);
    expect(specification).toContain('# Redis Resource for Vrooli');
  });

  test('defaults › without any variable › are those of the document', () => {
    const block = blocks.find(({ heading }) => heading === 'Default Configuration');
    const assigned = Object.fromEntries(
      commandsOf(block?.text ?? '').map((line) => /^(\w+)="?([^"]*)"?$/.exec(line)?.slice(1) ?? [line, '']),
    );
    const { mainPort, tenantPorts, defaults, naming } = readEnvironment({});
    expect(assigned).toEqual({
      REDIS_PORT: String(mainPort),
      REDIS_MAX_MEMORY: defaults.maxMemory,
      REDIS_MAX_MEMORY_POLICY: defaults.maxMemoryPolicy,
      REDIS_PERSISTENCE: defaults.persistence,
      REDIS_DATABASES: String(defaults.databases),
      REDIS_PASSWORD: defaults.password,
    });
    expect(specification).toContain(`range ${tenantPorts.start}-${tenantPorts.end}`);
    expect(specification).toContain(`docker logs ${naming.mainContainer}`);
    expect(specification).toContain(`Container: ${naming.clientPrefix}-acme-corp`);
  });
});
