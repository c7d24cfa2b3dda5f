import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AboutApp } from '../../../shared/contract/app.ts';
import type { Engine } from '../../../shared/contract/engine.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { orpc } from '../../client/api.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { CopyButton } from '../../components/form/copy-button.tsx';
import { Fact, Facts } from '../../components/layout/facts.tsx';
import { Section } from '../../components/layout/section.tsx';
import { navigateTo } from '../../lib/navigate.ts';
import classes from './preferences-view.module.css';
import * as words from './words.ts';

/** The versions that a bug report needs, to read and to copy. */
export function AboutPanel({ links = true }: { readonly links?: boolean }) {
  const about = useQuery(
    orpc.app.about.queryOptions({ staleTime: Number.POSITIVE_INFINITY, meta: { doing: words.readTheVersions } }),
  ).data;
  const engines = useQuery(orpc.engines.list.queryOptions({ meta: { doing: words.detectEngines } })).data ?? [];
  const { items = [] } = useLiveStatuses();
  const facts = about ? versionFacts(about, engines, items) : [];
  const text = facts.map(([name, value]) => `${name}: ${value}`).join('\n');
  return (
    <Section title={words.about} aside={about && <CopyButton value={text} what={words.copyVersions} />}>
      {about === undefined && <SkeletonRows rows={4} widths={[120, 80]} />}
      <Facts nameWidth={136}>
        {facts.map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </Facts>
      {links && (
        <div className={classes.links}>
          <Button variant="default" size="compact-sm" onClick={() => navigateTo('/preferences/whats-new')}>
            {words.whatsNew}
          </Button>
          <Link to="/preferences/about" className={classes.link ?? ''}>
            {words.licences}
          </Link>
        </div>
      )}
    </Section>
  );
}

/** Names and versions, as the panel shows and copies them. */
export function versionFacts(
  { name, version, electron, chromium, node, system }: AboutApp,
  engines: readonly Engine[],
  instances: readonly Pick<InstanceStatus, 'version'>[],
): readonly (readonly [string, string])[] {
  const redis = [...new Set(instances.flatMap((one) => one.version ?? []))].toSorted();
  return [
    [name, version],
    ...(electron === null ? [] : ([['Electron, Chromium', `${electron}, ${chromium}`]] as const)),
    ['Node.js', node],
    ...engines.filter(({ available }) => available).map((one) => [one.product, one.version ?? words.unknown] as const),
    ['Redis', redis.join(', ') || words.unknown],
    [words.system, system],
  ];
}
