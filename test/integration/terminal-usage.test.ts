import { existsSync } from 'node:fs';
import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failure } from '../../shared/contract/error-data.ts';
import { describeNeeding } from '../support/needs.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import { useTestHome } from '../support/use-test-home.ts';

describeNeeding(['posix'], 'manage.sh › wrong usage', () => {
  const wrong: readonly (readonly [string, string])[] = [
    ['--action instal', 'There is no action "instal"; did you mean install?'],
    ['--action benchmark --requests 0', '--requests: "0" is not a whole number from 100 to 10000000.'],
    ['--action benchmark --tests get,sett', '--tests: "get,sett" is not a comma-separated list of ping, set, get'],
    ['--action benchmark --database all', 'give --database N.'],
    ['--action benchmark --live yes --against hz=20', 'leave out --live yes'],
    ['--action benchmark --against hz=20 --rounds 1', 'at least 3 rounds'],
    ['--action benchmark --against hz=20 --against HZ=30', '--against sets hz twice'],
    ['--action benchmark --size 1gb', '--size: "1gb" is not a size from 1 to 64kb'],
    ['--acton status', 'There is no flag --acton; did you mean --action?'],
    ['--instance main status', '"status" has no flag: only the first word may be an action'],
    ['--action install --runtime podman', '--runtime: "podman" is not docker or process.'],
    ['--action install --port 0', '--port: "0" is not a whole number from 1 to 65535.'],
    ['--action install --memory banana', '--memory: "banana" is not a size in whole numbers such as 512mb or 2gb'],
    ['--action install --instance acme', 'install creates only the main Redis, not "acme".'],
    ['--action status --client-id ../../x', '--client-id: "../../x" is not "main" or the id of a tenant'],
    ['--action status --instance a --client-id b', 'mean the same flag: give one of them.'],
    ['--action create-client-env --client acme --resources postgres', 'resources: redis is missing'],
    ['--action create-client-env --client Acme --resources redis', '--client: "Acme" cannot be one'],
    ['--action activity --kind banana', '--kind: "banana" is not a comma-separated list of install, '],
    ['--action backup --kind banana', '--kind: "banana" is not snapshot or archive.'],
    ['--action activity --since yesterday', '--since: "yesterday" is not a time such as 30m, 2h or 7d ago'],
    ['--action activity --since 1h --until 2h', '--until is earlier than --since'],
    ['--action activity --until 1h --follow yes', 'use only one of them.'],
    ['--action stop --lines 5', '--lines is not a flag of the action "stop"'],
    ['--action uninstall --remove-data yes', 'there is no terminal to ask on: add --yes yes to do it.'],
    ['--action uninstall --remove-data yes --yes no', 'add --yes yes to do it.'],
    ['--action serve --timeout 5', 'leave --timeout out.'],
    ['--action serve --host 0.0.0.0 --no-open', '0.0.0.0'],
  ];

  test.each(wrong)('%s › exit code 2 and one sentence', async (line, sentence) => {
    const home = await useTestHome({ docker: false });
    const result = await runInProcess(line.split(' '), home.env);
    expect(result.stderr).toContain(sentence);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
    expect(result.stdout).toBe('');
    expect(result.code).toBe(2);
    expect(await readdir(home.path)).toEqual([]);
  });

  test.each(wrong)('%s --json › exit code 2 and one document', async (line, sentence) => {
    const home = await useTestHome({ docker: false });
    const result = await runInProcess([...line.split(' '), '--json'], home.env);
    const { error } = result.json() as { error: unknown };
    expect(failure.parse(error)).toMatchObject({ code: 'BAD_VALUE', data: { expected: expect.any(String) } });
    expect(failure.parse(error).message).toContain(sentence);
    expect(result.stderr.trim()).toBe(failure.parse(error).message);
    expect(result.code).toBe(2);
  });

  test('--format beside --json › exit code 2 and one document', async () => {
    const home = await useTestHome({ docker: false });
    const result = await runInProcess(['benchmark', '--format', 'csv', '--json'], home.env);
    expect(result.code).toBe(2);
    expect(result.json()).toMatchObject({ error: { code: 'BAD_VALUE', data: { field: '--format' } } });
  });

  test('a separate process › says the same, with the same exit code', async () => {
    const home = await useTestHome({ docker: false });
    const [line = '', sentence = ''] = wrong[0] ?? [];
    const text = await runManage(line.split(' '), home.env);
    expect(text).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(sentence) });
    const document = await runManage([...line.split(' '), '--json'], home.env);
    expect(document).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) });
    expect(document.json()).toMatchObject({ error: { code: 'BAD_VALUE', message: expect.stringContaining(sentence) } });
    expect(await readdir(home.path)).toEqual([]);
  });

  test('wrong environment variable › named, and nothing is touched', async () => {
    const home = await useTestHome({ docker: false, env: { REDIS_PORT: 'banana' } });
    const result = await runManage(['--action', 'install', '--json'], home.env);
    expect(result.json()).toMatchObject({ error: { code: 'BAD_VALUE', data: { field: 'REDIS_PORT' } } });
    expect(result.code).toBe(2);
    expect(await readdir(home.path)).toEqual([]);
  });
});

describeNeeding(['posix'], 'manage.sh', () => {
  test('no arguments › shows the status and changes nothing', async () => {
    const home = await useTestHome({ docker: false });
    const result = await runManage([], home.env);
    expect(result.stdout).toContain('Main Redis is not installed.');
    expect(result.code).toBe(3);
  });

  test.each([
    ['--help', 0],
    ['-h', 0],
    ['--action help', 0],
    ['--version', 0],
    ['--action version', 0],
    ['--action install --help', 0],
  ])('%s › text, and one document with --json', async (line, code) => {
    const home = await useTestHome({ docker: false });
    const text = await runManage(line.split(' '), home.env);
    expect(text).toMatchObject({ code, stderr: '' });
    expect(text.stdout).not.toBe('');
    const document = await runManage([...line.split(' '), '--json'], home.env);
    expect(document).toMatchObject({ code, stderr: '' });
    expect(document.json()).toBeTypeOf('object');
    expect(existsSync(join(home.path, 'redis'))).toBe(false);
  });

  test('symbolic links, another folder › runs', async () => {
    const home = await useTestHome({ docker: false });
    await symlink(join(projectRoot, 'resources/manage.sh'), join(home.path, 'inner'));
    await symlink('inner', join(home.path, 'vrooli-redis'));
    for (const [program, cwd] of [
      [join(home.path, 'vrooli-redis'), '/'],
      ['./vrooli-redis', home.path],
    ] as const) {
      const result = await runProgram(program, ['--version'], { env: home.env, cwd });
      expect(result).toMatchObject({ code: 0, stderr: '' });
    }
  });

  test('reader closes the pipe › ends quietly', async () => {
    const home = await useTestHome({ docker: false });
    const line = '"$0" --help | head -n 1';
    const result = await runProgram('sh', ['-c', line, join(projectRoot, 'resources/manage.sh')], { env: home.env });
    expect(result).toMatchObject({ code: 0, stdout: 'Usage: manage.sh ACTION [flags]\n', stderr: '' });
  });
});
