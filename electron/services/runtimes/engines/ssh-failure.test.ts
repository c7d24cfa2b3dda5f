import { expect, test } from 'vitest';
import { sshFailure } from './ssh-failure.ts';

test.each([
  [
    '@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.',
    'has changed',
    'ssh-keygen -R',
  ],
  [
    'No ED25519 host key is known for a and you have requested strict checking.\nHost key verification failed.',
    'is unknown',
    'once in a terminal',
  ],
  [
    'sign_and_send_pubkey: signing failed for ED25519 "k" from agent: agent refused operation\na: Permission denied (publickey).',
    'agent did not sign',
    'ssh-add -X',
  ],
  ['ci@a: Permission denied (publickey,password).', 'accepted none of the keys', 'never asks for a password'],
  [
    'root@jump: Permission denied (publickey).\nkex_exchange_identification: Connection closed by remote host',
    'root@jump accepted none of the keys',
    'root@jump true',
  ],
  ['ssh: Could not resolve hostname a: Name or service not known', 'cannot be resolved', 'Check the name'],
  ['ssh: connect to host a port 22: Connection refused', 'No SSH server', 'Start it there'],
  ['ssh: connect to host a port 22: No route to host', 'no route', 'VPN'],
  ['Connection timed out during banner exchange', 'does not respond', 'running'],
  ['/home/me/.ssh/config: line 3: Bad configuration option: hots', 'rejects its configuration', 'Correct'],
])('ssh failure › %s › a sentence with the reason and the fix', (stderr, reason, fix) => {
  const failure = sshFailure(stderr, 'ci@a');
  expect(failure.message).toContain(reason);
  expect(failure.fix).toContain(fix);
});

test('ssh failure › an unknown text › its last line is quoted', () => {
  expect(sshFailure('one\nmux: something new\n', 'ci@a').message).toBe(
    'ssh could not connect to ci@a (mux: something new).',
  );
  expect(sshFailure('', 'ci@a').message).toBe('ssh could not connect to ci@a.');
});

test('ssh failure › ended by the time limit › does not respond', () => {
  expect(sshFailure('', 'ci@a', true).message).toBe('ci@a does not respond.');
});
