declare const DJGUARD_VERSION: string | undefined;

/** The package's version, which the build puts in; sources that run unbuilt have none. */
export const VERSION: string = typeof DJGUARD_VERSION === 'string' ? DJGUARD_VERSION : '0.0.0';
