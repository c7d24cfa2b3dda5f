/** A server cannot be copied, and no further attempt would succeed. The message is a sentence without its full stop. */
export class CopyRefused extends Error {}
