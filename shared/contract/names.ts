// What a view needs from its first moment stands here: nothing of it draws in zod.

/** The id of the one instance that is no tenant. */
export const MAIN = 'main';

/** What a tenant's id may be, as a sentence for people. */
export const TENANT_ID_RULE =
  '1 to 40 characters: lower-case letters a–z, digits and hyphens, beginning and ending with a letter or digit, and not "main"';

/** Stands among directives for what an instance's container may: it is changed by recreating the container. */
export const CONTAINER_PRIVILEGES = 'container-privileges';
