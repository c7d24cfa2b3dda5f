import { describe, expect, test } from 'vitest';
import { directiveArgs, directiveLines, parseRedisConf } from '../redis/conf/redis-conf.ts';
import { podConf } from './pod-conf.ts';

const pod = (...lines: readonly string[]) => {
  const { text, notes } = podConf(parseRedisConf(lines.join('\n')));
  return { text, conf: parseRedisConf(text), notes, subjects: notes.flatMap(({ subject }) => subject.split(', ')) };
};

describe('redis.conf of a pod', () => {
  test('any file › port, folder, log and supervision of the pod, and the password file last', () => {
    const { conf, text } = pod('maxmemory 1gb');
    expect(directiveArgs(conf, 'port')).toEqual(['6379']);
    expect(directiveArgs(conf, 'dir')).toEqual(['/data']);
    expect(directiveArgs(conf, 'logfile')).toEqual(['']);
    expect(directiveArgs(conf, 'daemonize')).toEqual(['no']);
    expect(directiveArgs(conf, 'protected-mode')).toEqual(['yes']);
    expect(directiveArgs(conf, 'maxmemory')).toEqual(['1gb']);
    expect(text.trimEnd().split('\n').at(-1)).toBe('include /run/redis/auth.conf');
  });

  test('placement of this computer › replaced, and each named without its value', () => {
    const { text, subjects } = pod(
      'bind 127.0.0.1 -::1',
      'port 6381',
      'dir /home/me/.vrooli/data',
      'logfile /home/me/redis.log',
      'pidfile /home/me/redis.pid',
      'daemonize yes',
      'unixsocket /home/me/s',
      'unixsocketperm 700',
      'supervised systemd',
    );
    expect(text).not.toContain('/home/me');
    expect(text).not.toContain('6381');
    expect(text).not.toContain('bind');
    expect(subjects.sort()).toEqual(
      ['bind', 'port', 'dir', 'logfile', 'pidfile', 'daemonize', 'unixsocket', 'unixsocketperm', 'supervised'].sort(),
    );
  });

  test('several directives with one reason › one note', () => {
    expect(pod('tls-port 6380', 'tls-cert-file /x.crt', 'tls-key-file /x.key').notes).toEqual([
      {
        subject: 'tls-port, tls-cert-file, tls-key-file',
        text: expect.stringMatching(/^tls-port, .*: Left out: the cert/),
      },
    ]);
  });

  test('a value that the pod has too › no note', () => {
    expect(pod('daemonize NO', 'supervised no', 'port 6379', 'logfile ""').notes).toEqual([]);
  });

  test.each([
    ['requirepass hunter2', 'requirepass'],
    ['user alice on >hunter2 ~* +@all', 'user'],
    ['masterauth hunter2', 'masterauth'],
    ['masteruser hunter2', 'masteruser'],
    ['tls-key-file-pass hunter2', 'tls-key-file-pass'],
    ['future-password hunter2', 'future-password'],
    ['aclfile /etc/hunter2.acl', 'aclfile'],
    ['loadmodule /opt/hunter2.so key hunter2', 'loadmodule'],
    ['include /etc/hunter2.conf', 'include'],
    ['slaveof hunter2 6379', 'replicaof'],
    ['tls-port 6380', 'tls-port'],
    ['tls-cert-file /etc/hunter2.crt', 'tls-cert-file'],
    ['slave-announce-ip hunter2', 'replica-announce-ip'],
    ['server_cpulist 0-3', 'server_cpulist'],
    ['cluster-enabled yes', 'cluster-enabled'],
    ['syslog-enabled yes', 'syslog-enabled'],
  ])('%s › not in the ConfigMap, and named', (line, subject) => {
    const { text, subjects, notes, conf } = pod(line);
    expect(text).not.toContain('hunter2');
    expect(JSON.stringify(notes)).not.toContain('hunter2');
    expect(directiveLines(conf, subject).filter(({ args }) => args[0] !== '/run/redis/auth.conf')).toEqual([]);
    expect(subjects).toEqual([subject]);
  });

  test('comments › left out, since they may contain an old password', () => {
    expect(pod('# requirepass hunter2', 'hz 10').text).not.toContain('hunter2');
  });

  test('save points and quoted values › kept in their order', () => {
    const { conf } = pod('save 900 1', 'save 300 10', 'notify-keyspace-events ""', 'proc-title-template "a b"');
    expect(directiveLines(conf, 'save').map(({ args }) => args)).toEqual([
      ['900', '1'],
      ['300', '10'],
    ]);
    expect(directiveArgs(conf, 'notify-keyspace-events')).toEqual(['']);
    expect(directiveArgs(conf, 'proc-title-template')).toEqual(['a b']);
  });

  test('a renamed command that probes or backups need › a note', () => {
    expect(pod('rename-command PING ""', 'rename-command FLUSHALL ""').subjects).toEqual(['rename-command PING']);
  });

  test('a line with unbalanced quotes › left out, and named', () => {
    const { text, subjects } = pod('hz "10');
    expect(text).not.toContain('hz');
    expect(subjects).toEqual(['redis.conf']);
  });
});
