import { IconFolders } from '@tabler/icons-react';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { DestroyedTenants } from '../destroy/destroyed-tenants.tsx';
import { NewTenantButton } from './tenants-tools.tsx';

/** Explains tenants and offers to create one. */
export function NoTenants() {
  return (
    <>
      <EmptyState
        icon={IconFolders}
        title="No tenant yet"
        text={
          <>
            A tenant is a separate Redis for one client project, with its own port, folder, settings and backups, and in
            Docker its own network. It can be removed as a whole when the project ends.
          </>
        }
        actions={<NewTenantButton />}
        line={terminalLine('create-client', { 'client-id': 'acme-corp' })}
      />
      <DestroyedTenants />
    </>
  );
}
