/** Why `ssh` could not connect, and the fix, as two sentences. */
export interface SshFailure {
  readonly message: string;
  readonly fix: string;
}

interface Cause {
  readonly pattern: RegExp;
  readonly message: (machine: string) => string;
  readonly fix: (machine: string) => string;
}

/** By the texts of OpenSSH, which are never translated. The first match wins. */
const causes: readonly Cause[] = [
  {
    pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED|host key .*has changed/i,
    message: (machine) => `The host key of ${machine} has changed since the last connection, so ssh refused it.`,
    fix: () =>
      'If the machine was reinstalled, compare its new key and remove the old one with "ssh-keygen -R HOST". Otherwise another machine answers in its place.',
  },
  {
    pattern: /Host key verification failed|host key is known for/i,
    message: (machine) => `The host key of ${machine} is unknown.`,
    fix: (machine) => `Run "ssh ${machine}" once in a terminal, compare the key and accept it.`,
  },
  {
    pattern: /agent refused operation|communication with agent failed/i,
    message: (machine) => `The SSH agent did not sign for ${machine}: it is locked, or its key needs a confirmation.`,
    fix: () => 'Unlock the agent ("ssh-add -X") or confirm the key, then try again.',
  },
  {
    pattern: /Permission denied|Too many authentication failures|no mutual signature/i,
    message: (machine) => `${machine} accepted none of the keys that ssh offered.`,
    fix: (machine) =>
      `Add the key with "ssh-add" (a locked agent offers none) and check with "ssh -o BatchMode=yes ${machine} true". The app never asks for a password.`,
  },
  {
    pattern: /Could not resolve hostname|Name or service not known/i,
    message: (machine) => `The name of ${machine} cannot be resolved.`,
    fix: () => 'Check the name, your network and ~/.ssh/config.',
  },
  {
    pattern: /Connection refused/i,
    message: (machine) => `No SSH server accepts connections at ${machine}.`,
    fix: () => 'Start it there, or correct the port.',
  },
  {
    pattern: /timed out|Operation timed out/i,
    message: (machine) => `${machine} does not respond.`,
    fix: () => 'Check that it is running and that your network reaches it.',
  },
  {
    pattern: /No route to host|Network is unreachable/i,
    message: (machine) => `Your network has no route to ${machine}.`,
    fix: () => 'Check that it is running, and your network or VPN.',
  },
  {
    pattern: /Bad configuration option|terminating, \d+ bad configuration/i,
    message: () => 'ssh rejects its configuration.',
    fix: () => 'Correct ~/.ssh/config.',
  },
];

/** Words the standard error of `ssh`. @param destination its machine, such as `ci@build-01` */
export function sshFailure(stderr: string, destination: string, timedOut = false): SshFailure {
  const machine = jumpHost(stderr) ?? destination;
  const text = timedOut ? `${stderr}\nOperation timed out` : stderr;
  const cause = causes.find(({ pattern }) => pattern.test(text));
  if (cause) return { message: cause.message(machine), fix: cause.fix(machine) };
  const last = stderr.trim().split('\n').at(-1)?.trim();
  return {
    message: `ssh could not connect to ${machine}${last ? ` (${last})` : ''}.`,
    fix: `Check with "ssh ${machine}" in a terminal.`,
  };
}

/** The machine in between (ProxyJump) that refused the keys: `ssh` then reports that its own connection was closed. */
function jumpHost(stderr: string): string | undefined {
  return /^(\S+@\S+): Permission denied[\s\S]*^kex_exchange_identification/m.exec(stderr)?.[1];
}
