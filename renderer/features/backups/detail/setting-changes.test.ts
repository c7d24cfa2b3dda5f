import { expect, test } from 'vitest';
import { settingChanges } from './setting-changes.ts';

const memory = (file: string | null) => ({ name: 'maxmemory', kind: 'memory' as const, default: '0', file });
const save = (file: string | null) => ({ name: 'save', kind: 'save' as const, default: '3600 1', file });

test('a size is the same however it is written', () => {
  expect(settingChanges({ maxmemory: '512mb' }, [memory('536870912')])).toEqual([]);
  expect(settingChanges({ maxmemory: '512mb' }, [memory('1gb')])).toEqual([
    { name: 'maxmemory', before: '512mb', now: '1gb' },
  ]);
});

test('what did not stand there was as Redis has it by itself', () => {
  expect(settingChanges({ port: '6379' }, [memory('0'), save(null)])).toEqual([]);
  expect(settingChanges({ port: '6379' }, [save('60 10')])).toEqual([{ name: 'save', before: null, now: '60 10' }]);
});

test('secrets are never compared', () => {
  const secret = { name: 'requirepass', kind: 'secret' as const, default: null, file: '********' };
  expect(settingChanges({ port: '6379' }, [secret])).toEqual([]);
});

test('a backup that kept no settings says nothing of them', () => {
  expect(settingChanges({}, [memory('1gb')])).toEqual([]);
});
