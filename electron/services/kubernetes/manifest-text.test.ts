import fc from 'fast-check';
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { Secret } from 'kubernetes-models/v1/Secret';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { headOf, manifestsOf, manifestText } from './manifest-text.ts';
import { objectNames } from './object-names.ts';
import { podConf } from './pod-conf.ts';
import type { ManifestInput } from './pod-parts.ts';
import { isExportable } from './scripts.ts';
import { services, statefulSet } from './server-objects.ts';
import { sizesOf } from './sizes.ts';

const input: ManifestInput = {
  names: objectNames('acme-corp'),
  namespace: 'shop',
  image: 'redis:7-alpine',
  conf: 'port 6379\nsave ""\n',
  sizes: sizesOf(1024 ** 3, null, 7),
  cron: '0 3 * * *',
  keep: 7,
};

/** The validators of these classes are generated from the OpenAPI description of Kubernetes. */
const models = { StatefulSet, CronJob, ConfigMap, PersistentVolumeClaim, Secret, Service };
type Kind = keyof typeof models;

interface Manifest {
  readonly kind: Kind;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const validate = (manifest: object) => new models[(manifest as { kind: Kind }).kind](manifest as never).validate();
const parse = (text: string, version: '1.1' | '1.2' = '1.1') =>
  parseAllDocuments(text, { version }).map((document) => {
    if (!('errors' in document)) throw new Error('no documents');
    expect(document.errors).toEqual([]);
    return document.toJS() as Manifest;
  });

/** Every object within a document, with its path. */
function objectsIn(value: unknown, path = ''): readonly (readonly [string, Record<string, unknown>])[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => objectsIn(one, `${path}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, one]) => objectsIn(one, `${path}/${key}`));
  return [[path, value as Record<string, unknown>], ...inner];
}
const partsOf = (text: string, key: string) =>
  parse(text).flatMap((one) => objectsIn(one).flatMap(([, part]) => (key in part ? [part[key]] : [])));

describe('Kubernetes schemas', () => {
  const variants: readonly (readonly [string, ManifestInput])[] = [
    ['a tenant', input],
    ['no namespace', { ...input, namespace: null }],
    ['no maxmemory', { ...input, sizes: sizesOf(null, null, 1) }],
    ['the longest id', { ...input, names: objectNames('a'.repeat(40)) }],
  ];

  test.each(variants)('%s › every manifest is valid after it was written and read', (_, variant) => {
    const found = parse(manifestText(manifestsOf(variant, 'pass'), ['head']));
    expect(found.map(({ kind }) => kind)).toEqual([
      ...['Secret', 'ConfigMap', 'Service', 'Service', 'StatefulSet', 'PersistentVolumeClaim', 'CronJob'],
    ]);
    for (const manifest of found) expect(() => validate(manifest)).not.toThrow();
  });

  test('a wrong type, quantity or missing field › the schemas refuse it', () => {
    const set = statefulSet(input);
    const broken = (find: string, replacement: string) =>
      JSON.parse(JSON.stringify(set).replace(find, replacement)) as object;
    expect(() => validate(broken('"replicas":1', '"replicas":"1"'))).toThrow('must be integer');
    expect(() => validate(broken('"storage":"3Gi"', '"storage":"3 Gi"'))).toThrow('quantity');
    expect(() => validate(broken('"selector":', '"selectors":'))).toThrow('required property selector');
  });

  test('selectors and references › lead to objects of the file', () => {
    const found = parse(manifestText(manifestsOf(input, 'pass'), []));
    const set = statefulSet(input).spec;
    if (!set) throw new Error('a StatefulSet without a spec');
    expect(set.template.metadata?.labels).toEqual(set.selector.matchLabels);
    for (const service of services(input)) expect(service.spec?.selector).toEqual(set.selector.matchLabels);
    const names = found.map(({ metadata }) => metadata.name);
    expect(names).toContain(set.serviceName);
    const text = JSON.stringify(found);
    for (const [, reference] of text.matchAll(/"(?:secretKeyRef|configMap)":\{"name":"([^"]+)"/g))
      expect(names).toContain(reference);
    expect(names).toContain(/"claimName":"([^"]+)"/.exec(text)?.[1]);
  });

  test('namespace › in every manifest, or in none', () => {
    const namespaces = (variant: ManifestInput) =>
      parse(manifestText(manifestsOf(variant, 'x'), [])).map(({ metadata }) => metadata.namespace);
    expect(new Set(namespaces(input))).toEqual(new Set(['shop']));
    expect(new Set(namespaces({ ...input, namespace: null }))).toEqual(new Set([undefined]));
  });
});

describe('least privilege', () => {
  const text = manifestText(manifestsOf(input, 'pass'), []);

  test('every container › no root, no privileges, no capabilities, read-only root, a seccomp profile', () => {
    const contexts = partsOf(text, 'securityContext');
    expect(contexts).toHaveLength(4);
    const containers = contexts.filter((one) => 'capabilities' in (one as object));
    expect(containers).toHaveLength(2);
    for (const container of containers)
      expect(container).toMatchObject({
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        capabilities: { drop: ['ALL'] },
      });
    for (const pod of contexts.filter((one) => 'seccompProfile' in (one as object)))
      expect(pod).toMatchObject({ runAsNonRoot: true, runAsUser: 999, seccompProfile: { type: 'RuntimeDefault' } });
    expect(partsOf(text, 'automountServiceAccountToken')).toEqual([false, false]);
    expect(partsOf(text, 'enableServiceLinks')).toEqual([false, false]);
  });

  test('every container › requests memory', () => {
    expect(partsOf(text, 'resources').map((one) => Object.keys((one as { requests: object }).requests))).toEqual(
      expect.arrayContaining([
        ['cpu', 'memory'],
        ['cpu', 'memory'],
      ]),
    );
  });

  test('the password › only in the Secret, and in no command', () => {
    const found = parse(manifestText(manifestsOf(input, 'hunter2-secret'), []));
    const holders = found.filter((one) => JSON.stringify(one).includes('hunter2-secret'));
    expect(holders).toHaveLength(1);
    expect(holders[0]).toMatchObject({ kind: 'Secret', stringData: { password: 'hunter2-secret' } });
    for (const command of partsOf(text, 'command'))
      expect(JSON.stringify(command)).not.toMatch(/ -a |--pass|requirepass/);
  });
});

describe('YAML', () => {
  test('any password and redis.conf › read back the same, by YAML 1.1 and 1.2', () => {
    const awkward = fc.constantFrom(
      'yes',
      'no',
      'on',
      '012',
      '1:30',
      '1e3',
      'null',
      '~',
      '- a',
      '# x',
      "'",
      '"',
      '\\',
      ' a ',
    );
    const exportable = fc.string({ unit: 'binary' }).filter((text) => isExportable(text));
    fc.assert(
      fc.property(fc.oneof(awkward, exportable), fc.string({ unit: 'binary' }), (password, value) => {
        const conf = podConf({ newline: '\n', lines: [{ text: '', directive: { name: 'hz', args: [value] } }] }).text;
        const text = manifestText(manifestsOf({ ...input, conf }, password).slice(0, 2), ['head']);
        for (const version of ['1.1', '1.2'] as const) {
          const [secret, config] = parse(text, version) as unknown as [
            { stringData: { password: string } },
            { data: Record<string, string> },
          ];
          expect(secret.stringData.password).toBe(password);
          expect(config.data['redis.conf']).toBe(conf);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('scripts and redis.conf › blocks that people can read', () => {
    const text = manifestText(manifestsOf(input, 'x'), []);
    expect(text).toContain('redis.conf: |\n    port 6379\n');
    expect(text).toContain('start.sh: |\n    set -eu\n');
  });
});

describe('head of the file', () => {
  const facts = { id: 'acme-corp', file: 'redis-acme-corp.yaml', notes: [] };

  test('without a password › how to set it, with the namespace', () => {
    const head = headOf(input, { ...facts, password: false }).join('\n');
    expect(head).toContain('kubectl create secret generic redis-acme-corp-auth --namespace shop');
    expect(head).toContain('kubectl delete pod redis-acme-corp-0 --namespace shop');
    expect(headOf({ ...input, namespace: null }, { ...facts, password: false }).join('\n')).not.toContain(
      '--namespace',
    );
  });

  test('with a password › a warning', () => {
    expect(headOf(input, { ...facts, password: true }).join('\n')).toContain('keep this file private');
  });

  test('a note with a line break › stays a comment', () => {
    const notes = [{ subject: 'x', text: 'x\nkind: Pod\u2028kind: Pod' }];
    const text = manifestText([], headOf(input, { ...facts, password: true, notes }));
    for (const line of text.trimEnd().split(/[\n\u2028]/)) expect(line).toMatch(/^#/);
  });
});
