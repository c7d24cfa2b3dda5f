import { IconFolders } from '@tabler/icons-react';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { DestroyedTenants } from '../destroy/destroyed-tenants.tsx';
import * as listWords from '../words/list.ts';
import { NewTenantButton } from './tenants-tools.tsx';

/** Explains tenants and offers to create one. */
export function NoTenants() {
  return (
    <>
      <EmptyState
        icon={IconFolders}
        title={listWords.noTenantYet}
        text={listWords.aTenantIsASeparateRedis}
        actions={<NewTenantButton />}
        line={terminalLine('create-client', { 'client-id': 'acme-corp' })}
      />
      <DestroyedTenants />
    </>
  );
}
