import { IconFolders } from '@tabler/icons-react';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { DestroyedTenants } from '../destroy/destroyed-tenants.tsx';
import { NewTenantButton } from './tenants-tools.tsx';

/** What a tenant is, and the one thing to do. */
export function NoTenants() {
  return (
    <>
      <EmptyState
        icon={IconFolders}
        title="No tenant yet"
        text={
          <>
            A tenant is a Redis of its own for one client project: its own port, folder, settings and backups, in Docker
            also its own network. It cannot see the others, and it goes as a whole when the project ends.
          </>
        }
        actions={<NewTenantButton />}
        line={terminalLine('create-client', { 'client-id': 'acme-corp' })}
      />
      <DestroyedTenants />
    </>
  );
}
