import { Button } from '@mantine/core';
import { IconArrowLeft, IconFileCertificate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../client/api.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { FindField } from '../../components/table/find-field.tsx';
import { navigateTo } from '../../lib/navigate.ts';
import { AboutPanel } from './about-panel.tsx';
import classes from './preferences-view.module.css';
import * as words from './words.ts';

/** The versions of the app, and the licences of all code in it. */
export function AboutPage() {
  const [search, setSearch] = useState('');
  const { data, error, isFetching, refetch } = useQuery(
    orpc.app.licences.queryOptions({ staleTime: Number.POSITIVE_INFINITY, meta: { doing: words.readTheLicences } }),
  );
  const shown = data?.filter(({ name, licence }) => `${name} ${licence}`.toLowerCase().includes(search.toLowerCase()));
  return (
    <>
      <PageHead
        title={words.about}
        subtitle={data && words.packages(data.length)}
        actions={
          <>
            <FindField label={words.licences} value={search} onChange={setSearch} />
            <BackButton />
          </>
        }
      />
      <div className={classes.panes}>
        <div className={classes.form}>
          <p className={classes.intro}>{words.licencesIntro}</p>
          {data === undefined && !error && <SkeletonRows rows={12} widths={[180, 60, 60]} />}
          {data === undefined && error && (
            <ErrorState
              title={words.readTheLicences}
              error={error}
              onRetry={() => void refetch()}
              retrying={isFetching}
            />
          )}
          {data?.length === 0 && <EmptyState icon={IconFileCertificate} title={words.notBuilt} />}
          {shown?.map(({ name, version, licence, text }) => (
            <details key={`${name} ${version}`} className={classes.licence}>
              <summary>
                <span className="mono">{name}</span>
                <span className="text-3 tabular">{version}</span>
                <span className={classes.licenceName}>{licence}</span>
              </summary>
              <pre>{text === '' ? words.noText : text}</pre>
            </details>
          ))}
        </div>
        <div className={classes.side}>
          <AboutPanel links={false} />
        </div>
      </div>
    </>
  );
}

export function BackButton() {
  return (
    <Button variant="default" leftSection={<IconArrowLeft size={14} />} onClick={() => navigateTo('/preferences')}>
      {words.preferences}
    </Button>
  );
}
