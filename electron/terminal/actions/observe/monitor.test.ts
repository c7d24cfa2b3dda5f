import { describe, expect, test } from 'vitest';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { Captured } from '../../../../test/support/captured.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { Terminal } from '../../cli/terminal.ts';
import { chooseStyle } from '../../format/style.ts';
import { monitorLine, monitorTable } from './monitor-lines.ts';
import { createScreen } from './monitor-screen.ts';
import { nextDue, ticks } from './monitor-ticks.ts';

const plain = chooseStyle(false, {});
const utf8 = { LANG: 'C.UTF-8' };

function running(id: string, change: Partial<InstanceStatus> = {}): InstanceStatus {
  return someStatus(id, {
    memory: { usedBytes: 1_572_864, peakBytes: 2_097_152, limitBytes: 2 ** 31 },
    clients: { connected: 3 },
    commands: { total: 1234, perSecond: 12 },
    hitRate: 0.75,
    databases: [
      { index: 0, keys: 1000, expires: 200, averageTtlMs: 5 },
      { index: 3, keys: 1, expires: 0, averageTtlMs: null },
    ],
    ...change,
  });
}

const table = (instances: readonly InstanceStatus[], width: number, height: number) =>
  monitorTable(instances, { width, height, title: 'now' }, plain).map(({ text }) => text);

describe('the lines of monitor', () => {
  test('running instance › every promised metric', () => {
    expect(monitorLine(running('main'))).toBe(
      'main  memory 1.5 MB of 2 GB, peak 2 MB  clients 3  commands 1,234, 12 per second  hit rate 75.0 %  ' +
        'db0 1,000 keys, 200 with an expiry; db3 1 key',
    );
  });

  test('stopped instance › only its state', () => {
    expect(monitorLine(running('acme', { state: 'stopped' }))).toBe('acme  stopped');
  });

  test('unknown figure › not shown as zero', () => {
    const hung = running('main', {
      state: 'unhealthy',
      memory: { usedBytes: null, peakBytes: null, limitBytes: null },
      clients: { connected: null },
      commands: { total: null, perSecond: null },
      hitRate: null,
      databases: [],
    });
    const [, , row] = table([hung], 200, 24);
    expect(row?.trim().split(/ {2,}/)).toEqual(['main (unhealthy)', '—', 'none', '—', '—', '—', '—', '—', '—', '—']);
  });
});

describe('the table of monitor', () => {
  test('rows › one for each instance, its databases below', () => {
    expect(table([running('main'), running('acme', { databases: [] })], 200, 24)).toEqual([
      'now',
      'Instance   Memory    Limit     Peak  Clients  Commands    Per s  Hit rate     Keys  Expiring',
      'main       1.5 MB     2 GB     2 MB        3     1,234       12    75.0 %    1,001       200',
      '  db0 1,000 keys, 200 with an expiry; db3 1 key',
      'acme       1.5 MB     2 GB     2 MB        3     1,234       12    75.0 %        0         0',
    ]);
  });

  test.each([120, 80, 60, 50])('%i columns › the most important ones', (width) => {
    const [, head = '', row = ''] = table([running('a-tenant')], width, 24);
    expect(Math.max(head.length, row.length)).toBeLessThanOrEqual(width);
    for (const word of ['Instance', 'Memory', 'Clients', 'Per s', 'Hit rate']) expect(head).toContain(word);
  });

  test('few lines › without databases, then with the number of omitted instances', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => running(`t${index}`));
    expect(table(twenty, 100, 60)).toHaveLength(42);
    expect(table(twenty, 100, 24)).toHaveLength(22);
    const low = table(twenty, 100, 10);
    expect(low).toHaveLength(10);
    expect(low.at(-1)).toBe('… and 13 more instances: enlarge the window to see them.');
  });
});

describe('the screen', () => {
  class Sized extends Captured {
    constructor(
      override readonly columns: number,
      readonly rows: number,
    ) {
      super(true);
    }
  }

  test('next frame › drawn over the last one, and the cursor is restored', () => {
    const stream = new Sized(40, 10);
    const screen = createScreen(new Terminal(stream, utf8));
    screen.draw([{ text: 'one' }, { text: 'two' }]);
    screen.draw([{ text: 'three' }]);
    screen.close();
    screen.close();
    expect(stream.text).toBe(
      '\u001b[?25l\rone\u001b[K\ntwo\u001b[K\n\u001b[J' + '\u001b[2A\rthree\u001b[K\n\u001b[J' + '\u001b[?25h',
    );
  });

  test('wide lines › cut, with their colour', () => {
    const stream = new Sized(6, 10);
    createScreen(new Terminal(stream, utf8)).draw([{ text: 'abcdefgh', paint: (text) => `<${text}>` }]);
    expect(stream.text).toContain('<abcd…>');
  });

  test('control characters › shown as escapes; ASCII where the locale is not UTF-8', () => {
    const stream = new Sized(12, 10);
    createScreen(new Terminal(stream, {})).draw([{ text: 'a\u001b[2J' }, { text: 'a longer line' }]);
    expect(stream.text).toContain('a\\x1b[2J');
    expect(stream.text).toContain('a longer...');
  });

  test('narrower window › wrapped lines are drawn over', () => {
    const stream = { written: new Captured(true), columns: 40 };
    const narrowing = {
      write: (text: string) => stream.written.write(text),
      get columns() {
        return stream.columns;
      },
      rows: 10,
    };
    const screen = createScreen(new Terminal(narrowing, utf8));
    screen.draw([{ text: 'x'.repeat(30) }]);
    stream.columns = 20;
    screen.draw([{ text: 'y' }]);
    expect(stream.written.text).toContain('\u001b[2A\ry');
  });
});

describe('ticks', () => {
  test('a slow sample › the next one at its planned time', () => {
    expect(nextDue(1000, 1000, 500)).toBe(1500);
    expect(nextDue(1000, 1499, 500)).toBe(1500);
    expect(nextDue(1000, 1500, 500)).toBe(2000);
    expect(nextDue(1000, 3700, 500)).toBe(4000);
  });

  test('end › no more ticks', async () => {
    const end = new AbortController();
    let count = 0;
    for await (const _ of ticks(1, end.signal)) {
      count += 1;
      if (count === 3) end.abort();
    }
    expect(count).toBe(3);
  });
});
