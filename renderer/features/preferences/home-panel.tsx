import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HomeUse } from '../../../shared/contract/preference.ts';
import { quoted } from '../../../shared/format/shell-word.ts';
import { orpc } from '../../client/api.ts';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { CodeExample } from '../../components/form/code-example.tsx';
import { CopyButton } from '../../components/form/copy-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { bytes } from '../../lib/format.ts';
import classes from './preferences-view.module.css';
import * as words from './words.ts';

/** Where the home is, what it contains, and how to move it. */
export function HomePanel() {
  const [moving, setMoving] = useState(false);
  const { data, error, isFetching, refetch } = useQuery(
    orpc.preferences.home.queryOptions({ meta: { doing: words.measureTheHome } }),
  );
  if (data === undefined && error) {
    return (
      <ErrorState title={words.couldNotMeasure} error={error} onRetry={() => void refetch()} retrying={isFetching} />
    );
  }
  return (
    <Section title={words.homeFolder} aside={data && <span className="text-3">{bytes(data.totalBytes)}</span>}>
      {data === undefined ? <SkeletonRows rows={6} widths={[140, 80]} /> : <Use use={data} />}
      <Button variant="default" size="compact-sm" mt={8} onClick={() => setMoving(true)}>
        {words.move}
      </Button>
      {data && <MoveDialog path={data.path} opened={moving} onClose={() => setMoving(false)} />}
    </Section>
  );
}

function Use({ use: { path, variable, freeBytes, totalBytes, parts } }: { readonly use: HomeUse }) {
  return (
    <>
      <p className={classes.path}>
        <code>{path}</code>
        <span>
          {variable !== null && `${words.setBy(variable)} · `}
          {freeBytes !== null && words.free(bytes(freeBytes))}
        </span>
      </p>
      <div className={classes.bar} aria-hidden="true">
        {parts.map(({ part, bytes: size }) => (
          <span key={part} data-part={part} style={{ flexGrow: totalBytes === 0 ? 0 : size / totalBytes }} />
        ))}
      </div>
      <ul className={classes.parts}>
        {parts.map(({ part, bytes: size }) => (
          <li key={part} data-part={part}>
            <span>{words.parts[part]}</span>
            <span className="tabular">{bytes(size)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

interface MoveDialogProps {
  readonly path: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The steps of a move, in an order in which nothing is lost. */
function MoveDialog({ path, opened, onClose }: MoveDialogProps) {
  // Quoted, ~ would be the name of a folder.
  const home = path.startsWith('~/') ? `~/${quoted(path.slice(2))}` : quoted(path);
  const lines = [
    `# ${words.mainAndEachTenant}`,
    'manage.sh --action stop',
    `mv ${home} /new/place`,
    `ln -s /new/place ${home}`,
    `# ${words.mainAndEachTenant}`,
    'manage.sh --action start',
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={words.moveTitle} size={560}>
      <p>{words.moveText}</p>
      <CodeExample text={lines.join('\n')}>
        <CopyButton value={lines.join('\n')} what={words.copyTheCommands} />
      </CodeExample>
      <p>{words.moveAfterwards}</p>
    </Modal>
  );
}
