import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../../shared/contract/engine.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import * as createWords from '../words/create.ts';
import {
  type CreateForm,
  createLine,
  emptyForm,
  firstRuntime,
  formProblems,
  idProblem,
  inputOf,
  nearestId,
  versionOf,
} from './create-form.ts';
import { noRoomLeft } from './room-left.ts';

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

describe('open port', () => {
  const publish = (change: Partial<CreateForm>) => inputOf(form({ publish: true, ...change })).publish;

  test('on another machine › in the input and in the terminal line', () => {
    expect(publish({ engine: 'nuc' })).toBe('tls');
    expect(createLine(form({ engine: 'nuc', publish: true }))).toContain(' --engine nuc --publish tls ');
  });

  test('a service, whose port is always open, or this computer › left out', () => {
    expect(publish({ engine: 'nuc', node: 'node1' })).toBeUndefined();
    expect(publish({})).toBeUndefined();
  });
});

describe('CPU limit', () => {
  const cpus = (containerCpus: string) =>
    formProblems(form({ runtime: CONTAINERS, containerCpus }), ports).containerCpus;

  test.each(['', '0.01', '.5', '2', ' 1.5 ', '1024'])('%j › is valid', (typed) => expect(cpus(typed)).toBeUndefined());

  test.each(['0', '0.009', '-1', '1025', 'Infinity', '1e3', '0x2', '1,5', 'two', 'NaN', '1.2.3'])(
    '%s, which the engine cannot use › is a problem',
    (typed) => expect(cpus(typed)).toBe(createWords.aNumberSuchAs05),
  );
});

describe('container memory', () => {
  const memory = (containerMemory: string) =>
    formProblems(form({ runtime: CONTAINERS, containerMemory }), ports).containerMemory;

  test.each(['', 'none', ' none ', '6mb', '6291456', '1gb'])('%j › is valid', (typed) => {
    expect(memory(typed)).toBeUndefined();
  });

  test.each(['0', '5mb', '6291455', '6 mb', 'no', '-6mb', '9999999999gb'])('%j › is a problem', (typed) => {
    expect(memory(typed)).toBe(createWords.aSizeOf6mbOrMore);
  });

  test('none › means no limit, which is not the same as an empty field', () => {
    const limits = (containerMemory: string) => inputOf(form({ runtime: CONTAINERS, containerMemory })).limits;
    expect(limits('none')).toEqual({ memoryBytes: 0, cpus: null });
    expect(limits('')).toBeUndefined();
  });
});

describe('tenant ports', () => {
  test.each(['06383', '6383 ', '6e3', '63_83', '6381', '-6383'])('port %j › is not silently another port', (port) => {
    const problem = formProblems(form({ port }), ports).port;
    expect(problem === undefined ? Number(port) : null).toSatisfy((used) => used === null || used === 6383);
  });

  test('ports not loaded yet › no problem is claimed', () => {
    expect(formProblems(form({ port: '1' }), undefined)).toEqual({});
  });

  test('noRoomLeft › no free port › says how many there are; unknown or one left › null', () => {
    expect(noRoomLeft({ start: 6381, end: 6399, free: [] })).toContain('19');
    expect(noRoomLeft({ start: 6381, end: 6399, free: [6390] })).toBeNull();
    expect(noRoomLeft(undefined)).toBeNull();
  });
});

describe('tenant input › what a person typed around it', () => {
  test('spaces around group, notes, image and memory › are dropped; only spaces are nothing', () => {
    const input = inputOf(
      form({ runtime: CONTAINERS, memory: ' 64mb ', group: '  ', notes: ' a b ', image: ' redis:8 ' }),
    );
    expect(input).toMatchObject({ memory: '64mb', notes: 'a b', image: 'redis:8' });
    expect(input).not.toHaveProperty('group');
  });

  test('runtime not chosen yet › no image and no limits, which need one', () => {
    expect(inputOf(form({ image: 'redis:8', containerCpus: '1' }))).not.toHaveProperty('image');
  });
});

describe('engines', () => {
  const engine = (runtime: Engine['runtime'], available: boolean, version: string | null = null) =>
    ({ runtime, available, version }) as Engine;

  test('firstRuntime › the first available one in the order of runtimes, whatever the order of the list', () => {
    const both = [engine(PROGRAMS, true), engine(CONTAINERS, true)];
    expect(firstRuntime(both)).toBe(firstRuntime([...both].reverse()));
    expect(firstRuntime([engine(PROGRAMS, true), engine(CONTAINERS, false)])).toBe(PROGRAMS);
    expect(firstRuntime([engine(PROGRAMS, false)])).toBeNull();
    expect(firstRuntime([])).toBeNull();
    expect(firstRuntime(both, PROGRAMS)).toBe(PROGRAMS);
    expect(firstRuntime(both, CONTAINERS)).toBe(CONTAINERS);
    expect(firstRuntime([engine(PROGRAMS, true), engine(CONTAINERS, false)], CONTAINERS)).toBe(PROGRAMS);
  });

  test('versionOf › a suffix of a distribution, or unknown › without it', () => {
    expect(versionOf({ version: '20.10.24+dfsg1' })).toBe('20.10.24');
    expect(versionOf({ version: null })).toBe('');
  });
});

describe('create form › another machine', () => {
  const form = {
    ...emptyForm,
    id: 'acme',
    runtime: PROGRAMS,
    engine: 'build-01',
    image: 'redis:8',
    port: '7001',
  };

  test('the input › names the machine, and no runtime of this computer', () => {
    expect(inputOf(form)).toMatchObject({ engine: 'build-01', port: 7001, image: 'redis:8' });
    expect(inputOf(form)).not.toHaveProperty('runtime');
    expect(inputOf({ ...form, engine: 'local' })).not.toHaveProperty('engine');
    expect(createLine(form)).toContain('--engine build-01');
  });

  test('a port outside of the range of this computer › no problem: the core knows the range of the machine', () => {
    const ports = { start: 6381, end: 6399, free: [6381] };
    expect(formProblems(form, ports)).toEqual({});
    expect(formProblems({ ...form, engine: 'local' }, ports)).toHaveProperty('port');
  });
});
