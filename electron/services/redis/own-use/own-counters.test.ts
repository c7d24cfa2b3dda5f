import { describe, expect, test } from 'vitest';
import { ownConnections } from './own-connections.ts';
import { countConnection, onOwnCommand, ownCountsOf } from './own-counters.ts';
import { ownSlowCommands } from './own-slow-commands.ts';

const RUN = 'c'.repeat(40);

describe('own counters', () => {
  test('own counters › commands of several connections to one run › are added up with their lookups, without polls and refusals', () => {
    let changes = 0;
    const stopListening = onOwnCommand(() => {
      changes += 1;
    });
    const one = countConnection('127.0.0.1:1');
    one.executed('CLIENT', ['SETNAME'], 'OK');
    one.executed('INFO', [], `# Server\r\nrun_id:${RUN}\r\n`);
    expect([ownCountsOf(RUN).commands, changes]).toEqual([0, 0]);
    const other = countConnection('127.0.0.1:1');
    other.executed('GET', ['a'], Buffer.from('1'));
    other.executed('GET', ['b'], null);
    other.executed('TYPE', ['b'], Buffer.from('none'));
    other.executed('LRANGE', ['a', '0', '-1'], new Error('WRONGTYPE Operation against a key'));
    other.executed('DEL', ['a'], new Error('NOPERM this user has no permissions'));
    expect(ownCountsOf(RUN).commands).toBe(0);
    other.ended();
    expect(ownCountsOf(RUN)).toEqual({ commands: 4, hits: 2, misses: 2 });
    expect(changes).toBe(1);
    stopListening();
  });

  test('own counters › connections and slow commands › are recognized by their name', () => {
    const list = [
      'id=3 addr=127.0.0.1:1 name=vrooli-redis-desktop age=1',
      'id=4 addr=127.0.0.1:2 name= age=1',
      'id=5 addr=127.0.0.1:3 name=vrooli-redis-desktop age=1',
      'id=6 addr=127.0.0.1:4 name=vrooli-redis-console age=1',
      // Follows the keys like a replica: INFO does not count it as a client.
      'id=7 addr=127.0.0.1:5 name=vrooli-redis-desktop age=1 idle=0 flags=S db=0',
    ].join('\n');
    expect(ownConnections(list)).toBe(2);
    const entry = (name: string) => [1, 2, 3, ['SAVE'], '127.0.0.1:1', name];
    expect(ownSlowCommands([entry('vrooli-redis-desktop'), entry('')])).toBe(1);
  });
});
