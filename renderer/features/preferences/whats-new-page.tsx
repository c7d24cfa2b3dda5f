import { IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { orpc } from '../../client/api.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { language } from '../../lib/language.ts';
import { BackButton } from './about-page.tsx';
import classes from './preferences-view.module.css';
import * as words from './words.ts';

/** The changes of each version, from CHANGELOG.md. */
export function WhatsNewPage() {
  const { data, error, isFetching, refetch } = useQuery(
    orpc.app.changes.queryOptions({ staleTime: Number.POSITIVE_INFINITY, meta: { doing: words.readTheChanges } }),
  );
  return (
    <>
      {/* CHANGELOG.md exists only in English. */}
      <PageHead
        title={words.whatsNew}
        subtitle={language === 'en' ? undefined : words.entriesInEnglish}
        actions={<BackButton />}
      />
      <section
        className={classes.changes}
        aria-label={words.whatsNew}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by the keyboard
        tabIndex={0}
      >
        {data === undefined && !error && <SkeletonRows rows={12} widths={[0]} />}
        {data === undefined && error && (
          <ErrorState title={words.readTheChanges} error={error} onRetry={() => void refetch()} retrying={isFetching} />
        )}
        {data?.length === 0 && <EmptyState icon={IconSparkles} title={words.noChanges} />}
        {data?.map(({ version, date, sections }) => (
          <section key={version}>
            <h2>
              {version === 'Unreleased' ? words.unreleased : version}
              {date !== null && <time dateTime={date}>{date}</time>}
            </h2>
            {sections.map(({ title, items }) => (
              <Fragment key={title}>
                <h3>{words.changeKinds[title] ?? title}</h3>
                <ul lang="en" data-foreign>
                  {items.map((item) => (
                    <li key={item}>
                      <WithCode text={item} />
                    </li>
                  ))}
                </ul>
              </Fragment>
            ))}
          </section>
        ))}
      </section>
    </>
  );
}

/** A changelog marks only code: `text` between backticks. */
function WithCode({ text }: { readonly text: string }) {
  const parts = text.split('`');
  return parts.map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text never move
    index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>,
  );
}
