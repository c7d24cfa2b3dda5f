import { describe, expect, test } from 'vitest';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { type CreateForm, createLine, emptyForm, formProblems, idProblem, inputOf, nearestId } from './create-form.ts';

const ports = { start: 6381, end: 6399, free: [6383, 6384] };
const form = (changes: Partial<CreateForm>): CreateForm => ({ ...emptyForm, id: 'acme-corp', ...changes });

describe('tenant id', () => {
  test.each(['a', 'acme-corp', '7up', 'a'.repeat(40)])('%s › is valid', (id) => {
    expect(idProblem(id)).toBeNull();
  });

  test.each([
    ['main', /main instance/],
    ['Acme', /lower-case/],
    ['acme corp', /lower-case/],
    ['../../x', /lower-case/],
    ['😀', /lower-case/],
    ['acme\0', /lower-case/],
    ['-acme', /begins and ends/],
    ['acme-', /begins and ends/],
    ['a'.repeat(41), /at most 40/],
  ])('%j › is invalid, with the reason', (id, why) => {
    expect(idProblem(id)).toMatch(why);
  });

  test.each([
    ['Acme Corp', 'acme-corp'],
    ['  Café & Söhne  ', 'cafe-sohne'],
    ['../../x', 'x'],
    ['a'.repeat(60), 'a'.repeat(40)],
  ])('%j › suggests %s', (typed, near) => {
    expect(nearestId(typed)).toBe(near);
  });

  test.each(['', '😀', '--', 'Main'])('%j › has no suggestion', (typed) => {
    expect(nearestId(typed)).toBeNull();
  });
});

describe('tenant fields', () => {
  test('initial values › have no problem', () => {
    expect(formProblems(form({}), ports)).toEqual({});
  });

  test.each(['6380', '6400', '63.8', 'x'])('port %s › is outside the range', (port) => {
    expect(formProblems(form({ port }), ports).port).toBe('6381 to 6399');
  });

  test('a used port › is reported as taken', () => {
    expect(formProblems(form({ port: '6381' }), ports).port).toMatch(/taken/);
    expect(formProblems(form({ port: '6384' }), ports)).toEqual({});
  });

  test.each(['banana', '12 mb', '-1', ''])('memory "%s" › is invalid', (memory) => {
    expect(formProblems(form({ memory }), ports)).toHaveProperty('memory');
  });

  test('hard limits › are checked only for Docker', () => {
    const wrong = { containerMemory: '1mb', containerCpus: '0' };
    expect(formProblems(form({ ...wrong, runtime: CONTAINERS }), ports)).toHaveProperty('containerMemory');
    expect(formProblems(form({ ...wrong, runtime: CONTAINERS }), ports)).toHaveProperty('containerCpus');
    expect(formProblems(form({ ...wrong, runtime: PROGRAMS }), ports)).toEqual({});
  });
});

describe('tenant input', () => {
  test('empty fields › are omitted', () => {
    expect(inputOf(form({}))).toEqual({
      id: 'acme-corp',
      memory: '256mb',
      memoryPolicy: 'allkeys-lru',
      persistence: 'rdb',
      generatePassword: false,
    });
  });

  test('a process › has no image and no hard limits', () => {
    const input = inputOf(form({ runtime: PROGRAMS, image: 'redis:8', containerMemory: '64mb', containerCpus: '1' }));
    expect(input).not.toHaveProperty('image');
    expect(input).not.toHaveProperty('limits');
  });

  test('all fields › match the terminal line', () => {
    const all = form({
      runtime: CONTAINERS,
      port: '6384',
      policy: 'noeviction',
      generatePassword: true,
      containerMemory: '64mb',
      containerCpus: '0.5',
      group: 'Shops',
      notes: "Maria's",
    });
    expect(createLine(all)).toBe(
      'manage.sh --action create-client --client-id acme-corp --runtime docker --port 6384 --memory 256mb ' +
        '--memory-policy noeviction --generate-password yes --container-memory 64mb --container-cpus 0.5 ' +
        `--group Shops --notes 'Maria'\\''s'`,
    );
    expect(inputOf(all).limits).toEqual({ memoryBytes: 64 * 1024 * 1024, cpus: 0.5 });
  });
});
