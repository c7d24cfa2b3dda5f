import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { AclReport } from '../../../shared/contract/server.ts';
import { core } from '../../../test/support/components/fake-core.ts';
import { AT, lines, open, refused } from '../../../test/support/components/server-panels.tsx';
import { refusalWords } from './model/refusal-words.ts';
import * as aclWords from './words/acl.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('access rules of a server', () => {
  const user = {
    name: 'app',
    enabled: false,
    noPassword: false,
    passwords: 2,
    commands: '+@read',
    keys: '',
    channels: '*',
  };
  const report = (change: Partial<AclReport> = {}): AclReport => ({
    ...{ id: 'main', at: AT, ownUser: 'default', userCount: 1 },
    ...{ users: { value: [user, { ...user, name: 'open', enabled: true, noPassword: true }], refused: null } },
    log: { value: [], refused: null },
    ...change,
  });

  test('users › whether they are enabled and need a password, and their rules', async () => {
    core.reply({ server: { acl: () => report() } });
    open('acl');
    await waitFor(() =>
      expect(lines(aclWords.users)).toEqual([
        ['app', 'No', '2 passwords', '—', '*', '+@read'],
        ['open', 'Yes', aclWords.noPassword, '—', '*', '+@read'],
      ]),
    );
    expect(screen.getByText(aclWords.ownUser('default'))).toBeTruthy();
    expect(screen.getByText(aclWords.nothingRefused)).toBeTruthy();
  });

  test('refused commands › who was refused what, and how often', async () => {
    const refusal = {
      ...{ count: 1200, reason: 'command', context: 'toplevel', object: 'flushall', user: 'app', ageSeconds: 65 },
      client: '10.0.0.5:1',
    };
    core.reply({ server: { acl: () => report({ log: { value: [refusal], refused: null } }) } });
    open('acl');
    await waitFor(() =>
      expect(lines(aclWords.log)).toEqual([
        ['1 min ago', '1,200', 'command', 'app', 'flushall', 'toplevel', '10.0.0.5:1'],
      ]),
    );
  });

  test('ACL LIST refused › its section says so', async () => {
    core.reply({ server: { acl: () => report({ users: { value: null, refused: refused.refused } }) } });
    open('acl');
    expect(await screen.findByText(refusalWords(refused.refused))).toBeTruthy();
  });
});
