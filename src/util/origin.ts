declare const DJGUARD_OWNER: string | null | undefined;

/** Who owns the repository on GitHub, which the build puts in; null as long as nothing is published. */
export const OWNER: string | null = typeof DJGUARD_OWNER === 'string' ? DJGUARD_OWNER : null;
