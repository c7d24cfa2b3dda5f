import { expect, test } from 'vitest';
import { userOf } from './acl.ts';

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

test('ACL LIST › a user with passwords › their number, and never a hash', () => {
  const [user] = userOf(`user alice on #${HASH} #${HASH} ~cache:* %R~log:* &news -@all +get +config|get`);
  expect(user).toEqual({
    ...{ name: 'alice', enabled: true, noPassword: false, passwords: 2 },
    ...{ commands: '-@all +get +config|get', keys: '~cache:* %R~log:*', channels: '&news' },
  });
  expect(JSON.stringify(user)).not.toContain(HASH.slice(0, 8));
});

test('ACL LIST › a disabled user, a foreign name and other lines › bounded, escaped, or skipped', () => {
  expect(userOf('user default off nopass ~* &* +@all')).toMatchObject([{ enabled: false, noPassword: true }]);
  expect(userOf(`user \u001b[2J${'x'.repeat(999)} on`)[0]?.name).toMatch(/^\\x1b\[2Jx{200,300}…$/);
  expect(userOf('garbage')).toEqual([]);
  expect(userOf('')).toEqual([]);
});
