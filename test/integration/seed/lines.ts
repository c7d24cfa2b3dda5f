import { expect } from 'vitest';
import { findProgram } from '../../runner/find-program.ts';
import type { ProgramResult } from '../../support/run-program.ts';
import { thorough } from '../../support/thorough.ts';
import type { World } from './world.ts';

/** How a line of the document is run, and what it must show. */
interface Rule {
  readonly line: RegExp;
  /** Prepares the state that the line needs. */
  readonly before?: (world: World) => Promise<unknown>;
  /** The document's line by default. */
  readonly run?: (world: World, line: string) => Promise<ProgramResult>;
  /** 0 by default. */
  readonly codes?: readonly (number | null)[];
  readonly shows?: RegExp;
  readonly after?: (world: World, result: ProgramResult) => Promise<unknown>;
  /** Why the line cannot run on this machine; null when it can. */
  readonly skipped?: () => string | null;
  /** The part of the line's promise that is not kept yet. */
  readonly lacks?: string;
}

const withoutProgram = (name: string) => () =>
  findProgram(name) === null ? `no ${name} program on this machine` : null;
const installed = async (world: World) => {
  const { code } = await world.manage('status', '--json');
  if (code !== 0) await installProcess(world);
};
const asks = (world: World, line: string) => world.answer(line);
const until = (text: RegExp) => (world: World, line: string) => world.interrupt(line, text);
const typed = (input: string) => (world: World, line: string) => world.run(line, input);
const backedUp =
  (name: string) =>
  async ({ manage }: World) => {
    const { code } = await manage('backup', '--backup-name', name, '--json');
    // An earlier line may have removed it.
    expect([0, 2]).toContain(code);
  };

/** The signal of Ctrl-C, or its exit code. */
const INTERRUPTED = [0, 130, null];
/** Every report of a key figure that the document promises. */
const FIGURES = /Memory .*peak[\s\S]*Clients[\s\S]*Commands .*total.*per second[\s\S]*Hit rate/;

/** The first matching rule applies; a line without one must end with exit code 0. */
const rules: readonly Rule[] = [
  { line: /--action install$/, after: ({ redis }) => expect(redis('ping')).resolves.toBe('PONG') },
  {
    line: /--action uninstall --remove-data yes$/,
    before: installed,
    run: asks,
    after: async ({ manage }) => expect(await manage('status', '--json')).toMatchObject({ code: 3 }),
  },
  {
    line: /--action uninstall$/,
    before: installed,
    after: async ({ manage }) => {
      expect((await manage('status', '--json')).json()).toMatchObject({ state: 'missing' });
    },
  },
  { line: /--action (upgrade|restart)$/, before: installed },
  { line: /--action start$/, before: installed },
  {
    line: /--action stop$/,
    after: async ({ manage }) => expect((await manage('status', '--json')).json()).toMatchObject({ state: 'stopped' }),
  },
  { line: /--action status$/, before: installed, shows: FIGURES },
  { line: /--action monitor/, before: installed, run: until(/main/), codes: INTERRUPTED },
  { line: /--action logs$/, shows: /Ready to accept connections/ },
  {
    line: /--action logs --lines \d+$/,
    shows: /Ready to accept connections/,
    after: async (_, { stdout }) => expect(stdout.trim().split('\n').length).toBeLessThanOrEqual(101),
  },
  {
    line: /--action diagnose$/,
    shows: /^(?=[\s\S]*Passwords)(?=[\s\S]*Protected mode)(?=[\s\S]*TLS)(?=[\s\S]*Backups)/,
  },
  {
    line: /--action benchmark$/,
    run: (world, line) => world.run(thorough ? line : `${line} --requests 100 --tests ping,set,get`),
    shows: /Requests per s/,
  },
  { line: /--action backup$/, shows: /^redis-backup-\d{8}-\d{6}$/m },
  { line: /--action list-backups$/, shows: /redis-backup-\d{8}-\d{6}/ },
  { line: /--action restore --backup-name "backup-name" --yes yes$/, before: backedUp('backup-name') },
  { line: /--action restore/, run: asks },
  { line: /--action cleanup-backups/, run: (world, line) => world.run(`${line} --yes yes`) },
  {
    line: /--action flush --database (0|all)$/,
    before: ({ redis }) => redis('set', 'flushed', '1'),
    run: asks,
    after: async ({ redis }) => expect(await redis('dbsize')).toBe('0'),
  },
  { line: /--action cli$/, run: typed('PING\n'), shows: /^PONG$/m },
  {
    line: /--action cli --database 1$/,
    run: typed('SET seed-database-1 yes\n'),
    after: async ({ redis }) => expect(await redis('-n', '1', 'get', 'seed-database-1')).toBe('yes'),
  },
  {
    line: /--action list-clients$/,
    shows: /Client: .+\n +Container: .+\n +Port: \d+\n +Status: running\n +Health: healthy\n +URL: redis:/,
  },
  { line: /--action destroy-client/, run: asks },
  {
    line: /--action create-client-env .*redis,postgres,minio/,
    // Without a registry, or as a process, some of them are unavailable.
    codes: [0, 1],
    shows: /^Client: e-commerce-store$/m,
    after: async (_, { code, stderr }) => {
      if (code === 1) expect(stderr).toMatch(/^Not created: (PostgreSQL|MinIO)\. ./m);
    },
    lacks: 'a service whose image or program cannot be had is named, and the exit code says so',
  },
  { line: /^redis-cli -p 6380$/, run: typed('PING\n'), shows: /^PONG$/m },
  { line: /redis-cli -p 6380 GET mykey/, shows: /^Hello Redis$/m },
  { line: /redis-cli -p 6380 GET test_key/, shows: /^test_value$/m },
  { line: /redis-cli -p 6380 GET persist_test/, shows: /^data$/m },
  { line: /redis-cli -p 6380 INCR/, shows: /^\d+$/m },
  { line: /redis-cli -p 6380 XREAD/, shows: /temperature\n *23\.5/ },
  { line: /redis-cli -p 6380 SUBSCRIBE/, run: until(/subscribe/), codes: INTERRUPTED },
  {
    line: /redis-cli -p 6380 --stat/,
    // Without a terminal, the console holds such lines back.
    run: (world, line) => world.interrupt(`stdbuf --output=L ${line}`, /keys/),
    codes: INTERRUPTED,
  },
  { line: /CONFIG GET save/, shows: /900 1 300 10/ },
  { line: /CONFIG GET appendonly/, shows: /^appendonly$/m },
  { line: /redis-cli -p 6380 (SET|HSET|DEL|EVAL|PUBLISH|XADD|BGSAVE|INFO|--latency)|redis-cli -p 6380 -a/ },
  { line: /^netstat/, skipped: withoutProgram('netstat'), shows: /LISTEN/ },
  {
    line: /^telnet/,
    skipped: withoutProgram('telnet'),
    run: typed('PING\r\nQUIT\r\n'),
    codes: [0, 1],
    shows: /Connected/,
  },
  { line: /^tail -f/, run: until(/Ready to accept connections/), codes: INTERRUPTED },
];

export async function installProcess({ manage }: World): Promise<void> {
  expect(await manage('install', '--runtime', 'process')).toMatchObject({ code: 0 });
}

/** Why a line of the document cannot run on this machine; null when it can. */
export function lineSkipped(line: string): string | null {
  return ruleOf(line).skipped?.() ?? null;
}

/** The part of a line's promise that is not kept yet; null when all of it is. */
export function lineLacks(line: string): string | null {
  return ruleOf(line).lacks ?? null;
}

/** Runs a line of the document and asserts its output. */
export async function holdLine(world: World, line: string): Promise<ProgramResult | null> {
  if (world.assign(line)) return null;
  const { before, run, codes = [0], shows, after } = ruleOf(line);
  await before?.(world);
  const result = await (run ? run(world, line) : world.run(line));
  const output = `${line}\nexit ${result.code}\n${result.stdout}${result.stderr}`;
  expect(codes, output).toContain(result.code);
  expect(result.stdout, output).not.toMatch(/^\(error\)|^(ERR|WRONGTYPE|NOAUTH) /m);
  if (shows) expect(result.stdout, output).toMatch(shows);
  await after?.(world, result);
  return result;
}

function ruleOf(line: string): Rule {
  return rules.find((rule) => rule.line.test(line)) ?? { line: /^/ };
}
