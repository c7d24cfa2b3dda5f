import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../client/api.ts';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { CommandLine } from '../../components/form/command-line.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import classes from './machines-panel.module.css';
import * as words from './words.ts';

interface ConnectionTestDialogProps {
  /** The machine; null: closed. */
  readonly name: string | null;
  readonly onClose: () => void;
}

/** Tests the connection to a machine and shows the result of each step. */
export function ConnectionTestDialog({ name, onClose }: ConnectionTestDialogProps) {
  const { data, error, isFetching, refetch } = useQuery({
    ...orpc.engines.test.queryOptions({ input: { name: name ?? '' }, meta: { doing: words.testConnection } }),
    enabled: name !== null,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return (
    <Modal opened={name !== null} onClose={onClose} title={words.testTitle(name ?? '')} size={560}>
      {error ? (
        <ErrorState title={words.testConnection} error={error} onRetry={() => void refetch()} retrying={isFetching} />
      ) : data === undefined || isFetching ? (
        <SkeletonRows rows={8} widths={[60, 40, 240]} />
      ) : (
        <>
          <ul className={classes.steps}>
            {data.steps.map(({ id, result, detail, fix }) => (
              <li key={id}>
                <span>{words.steps[id]}</span>
                <span className={classes[`step-${result}`]}>{words.results[result]}</span>
                <span>
                  {coreDetail(detail)}
                  {fix !== null && <span className={classes.fix}>{coreDetail(fix)}</span>}
                </span>
              </li>
            ))}
          </ul>
          <p role="status" className={classes.verdict}>
            {data.ok ? words.connectionWorks : words.connectionFails}
          </p>
        </>
      )}
      <div className={classes.line}>
        <CommandLine line={terminalLine('engines', { test: name ?? '' })} />
      </div>
      <Button variant="default" mt={12} loading={isFetching} onClick={() => void refetch()}>
        {words.testAgain}
      </Button>
    </Modal>
  );
}
