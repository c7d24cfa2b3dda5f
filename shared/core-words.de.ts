import { access } from './core-words/de/access.ts';
import { alerts } from './core-words/de/alerts.ts';
import { app } from './core-words/de/app.ts';
import { backups } from './core-words/de/backups.ts';
import { checks } from './core-words/de/checks.ts';
import { conditions } from './core-words/de/conditions.ts';
import { connections } from './core-words/de/connections.ts';
import { docker } from './core-words/de/docker.ts';
import { instances } from './core-words/de/instances.ts';
import { keys } from './core-words/de/keys.ts';
import { notes } from './core-words/de/notes.ts';
import { outcomesOfOperations } from './core-words/de/outcomes.ts';
import { plans } from './core-words/de/plans.ts';
import { problems } from './core-words/de/problems.ts';
import { progress } from './core-words/de/progress.ts';
import { reasons } from './core-words/de/reasons.ts';
import { settings } from './core-words/de/settings.ts';
import { tenants } from './core-words/de/tenants.ts';
import { titles } from './core-words/de/titles.ts';
import { verification } from './core-words/de/verification.ts';
import type * as english from './core-words.ts';
import type { Translation } from './translation.ts';

export const translation: Translation<typeof english> = {
  sentences: titles,
  details: [
    ...checks,
    ...alerts,
    ...problems,
    ...conditions,
    ...plans,
    ...tenants,
    ...instances,
    ...access,
    ...connections,
    ...backups,
    ...verification,
    ...docker,
    ...keys,
    ...notes,
    ...reasons,
    ...settings,
    ...app,
    ...progress,
    ...outcomesOfOperations,
  ],
};
