import { expect, test } from 'vitest';
import { settingChanges } from './setting-changes.ts';

const memory = (file: string | null) => ({ name: 'maxmemory', kind: 'memory' as const, default: '0', file });
const save = (file: string | null) => ({ name: 'save', kind: 'save' as const, default: '3600 1', file });

test('settingChanges › the same size in another notation › is not a change', () => {
  expect(settingChanges({ maxmemory: '512mb' }, [memory('536870912')])).toEqual([]);
  expect(settingChanges({ maxmemory: '512mb' }, [memory('1gb')])).toEqual([
    { name: 'maxmemory', before: '512mb', now: '1gb' },
  ]);
});

test('settingChanges › a missing directive › counts as the default', () => {
  expect(settingChanges({ port: '6379' }, [memory('0'), save(null)])).toEqual([]);
  expect(settingChanges({ port: '6379' }, [save('60 10')])).toEqual([{ name: 'save', before: null, now: '60 10' }]);
});

test('settingChanges › a secret › is never compared', () => {
  const secret = { name: 'requirepass', kind: 'secret' as const, default: null, file: '********' };
  expect(settingChanges({ port: '6379' }, [secret])).toEqual([]);
});

test('settingChanges › a backup without settings › has no changes', () => {
  expect(settingChanges({}, [memory('1gb')])).toEqual([]);
});
