import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { orpc } from '../../../client/api.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { useCommand } from '../commands/use-command.ts';
import * as tlsWords from '../words/tls.ts';
import classes from './connection-card.module.css';

/** Whether the instance uses TLS, until when its certificate is valid, and any problem with it. */
export function TlsLine({ instance }: { readonly instance: InstanceStatus }) {
  const { id } = instance;
  const { data: state } = useQuery(
    orpc.tls.state.queryOptions({ input: { id }, meta: { doing: tlsWords.readTls(id) } }),
  );
  const change = useCommand('instance.tls', instance);
  const renew = useCommand('instance.renew-certificate', instance);
  if (state === undefined) return null;
  const { enabled, tlsPort, certificate, problem, isOwn } = state;
  const text = !enabled
    ? tlsWords.stateOff
    : certificate === null
      ? tlsWords.stateUnknown(tlsPort)
      : tlsWords.stateOn(tlsPort, certificate.expiresAt.slice(0, 10));
  return (
    <div className={classes.tls}>
      <span className="hint">{text}</span>
      {problem !== null && isOwn && (
        <Button size="compact-xs" variant="default" disabled={renew.blocked !== null} onClick={renew.run}>
          {tlsWords.renew}
        </Button>
      )}
      <Button size="compact-xs" variant="subtle" disabled={change.blocked !== null} onClick={change.run}>
        {enabled ? tlsWords.change : tlsWords.setUpTlsShort}
      </Button>
      {problem !== null && <p className={`hint ${classes.problem}`}>{coreDetail(problem.message)}</p>}
    </div>
  );
}
