import { ActionIcon, Tabs, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconLock, IconLockOpen } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { clientHost } from '../../../../shared/connection/client-host.ts';
import { type Access, connectionUrl, HIDDEN, snippets } from '../../../../shared/connection/snippets.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { api, orpc, useConnection } from '../../../client/api.ts';
import { useAppMutation } from '../../../client/app-mutation.ts';
import { showDone } from '../../../client/toasts.tsx';
import { CodeExample } from '../../../components/form/code-example.tsx';
import { CopyButton } from '../../../components/form/copy-button.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import { copySecret } from '../../../lib/secret-clipboard.ts';
import * as pageWords from '../words/page.ts';
import classes from './connection-card.module.css';
import { TlsLine } from './tls-line.tsx';

/** A revealed password is hidden again after this time. */
const HIDE_AFTER_MS = 60_000;

/**
 * The connection details: the URL and examples for several programs. The password is hidden until the user reveals it.
 */
export function ConnectionCard({ instance }: { readonly instance: InstanceStatus }) {
  const { id, port, socket, url, passwordSet } = instance;
  const secure = url?.startsWith('rediss:') === true;
  const { data: known } = useQuery(
    orpc.instances.connection.queryOptions({
      input: { id },
      enabled: secure,
      meta: { doing: pageWords.readTheConnectionDetailsOfId(id) },
    }),
  );
  const { state } = useConnection();
  const [password, setPassword] = useState<string | null>(null);
  const reveal = useAppMutation({
    doing: pageWords.showThePasswordOfId(id),
    run: () => api.instances.connection({ id, reveal: true }),
    onSuccess: (connection) => setPassword(connection.password),
  });
  useEffect(() => {
    if (password === null) return;
    const timer = setTimeout(() => setPassword(null), HIDE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [password]);

  if (port === null && socket === undefined) {
    return (
      <Section title={pageWords.connection}>
        <p className="text-3">{pageWords.installIdToGetItsConnection(id)}</p>
      </Section>
    );
  }
  const tls = secure ? (known?.tls ?? { ca: null, cert: null, key: null }) : null;
  const shownPassword = passwordSet ? (password ?? HIDDEN) : null;
  const access: Access = { host: clientHost(instance), port: port ?? 0, socket, tls, password: shownPassword };
  const usable = socket === undefined ? snippets : snippets.filter(({ needsPort }) => !needsPort);
  /** Copies include the real password, which is fetched on click and not stored. */
  const real = async (): Promise<Access> => {
    if (!passwordSet) return access;
    return api.instances.connection({ id, reveal: true });
  };
  const blocked = passwordSet && state !== 'connected' ? pageWords.thePasswordIsUnavailableWhile : null;
  const copyAs = passwordSet ? copyWithPassword : copyText;
  return (
    <Section
      title={pageWords.connection}
      aside={
        <span className={`hint ${classes.secret}`}>
          {passwordSet ? <IconLock size={12} aria-hidden="true" /> : <IconLockOpen size={12} aria-hidden="true" />}
          {passwordSet ? pageWords.passwordSet : pageWords.noPassword}
        </span>
      }
    >
      <div className={classes.address}>
        <code className={classes.url}>{socket !== undefined ? socket : connectionUrl(access)}</code>
        {passwordSet && (
          <Tooltip label={password === null ? pageWords.showThePassword : pageWords.hideThePassword}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={password === null ? pageWords.showThePassword : pageWords.hideThePassword}
              loading={reveal.isPending}
              disabled={state !== 'connected'}
              onClick={() => (password === null ? reveal.mutate() : setPassword(null))}
            >
              {password === null ? <IconEye size={14} /> : <IconEyeOff size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
        {socket === undefined ? (
          <CopyButton
            value={async () => connectionUrl(await real())}
            what={pageWords.url}
            blocked={blocked}
            copyAs={copyAs}
          />
        ) : (
          <CopyButton value={socket} what={pageWords.theSocketPath} />
        )}
      </div>
      {socket !== undefined && <p className={`hint ${classes.note}`}>{pageWords.socketOnly(id)}</p>}
      {socket === undefined && <TlsLine instance={instance} />}
      <Tabs defaultValue={snippets[0]?.id ?? null} keepMounted={false} mt={8}>
        <Tabs.List aria-label={pageWords.examples}>
          {usable.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {usable.map((snippet) => (
          <Tabs.Panel key={snippet.id} value={snippet.id}>
            <CodeExample text={snippet.text(access)}>
              <CopyButton
                value={async () => snippet.text(await real())}
                what={pageWords.theLabelExample(snippet.label)}
                blocked={blocked}
                copyAs={copyAs}
              />
            </CodeExample>
            {tls && snippet.tlsHint && <p className={`hint ${classes.note}`}>{snippet.tlsHint(tls)}</p>}
          </Tabs.Panel>
        ))}
      </Tabs>
      {passwordSet && <p className={`hint ${classes.note}`}>{pageWords.copyingIncludesTheRealPassword}</p>}
    </Section>
  );
}

async function copyWithPassword(value: string | (() => Promise<string>)): Promise<void> {
  showDone(pageWords.copied, await copySecret(async () => (typeof value === 'string' ? value : value())));
}
