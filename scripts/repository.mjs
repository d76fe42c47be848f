// Where the repository is, as package.json says it.

/** Stands in examples while nothing is published. */
const NOBODY = 'OWNER';

/** Files whose examples name the repository. */
export const EXAMPLES = ['docs/ci.md'];

/** The owner that package.json names, or the word that stands for one. */
export function ownerIn({ repository }) {
  return /github\.com\/([^/]+)\/djguard/.exec(repository?.url ?? '')?.[1] ?? NOBODY;
}

/** The fields of package.json that hold the owner; npm compares `repository` with where a release comes from. */
export function repositoryOf(owner) {
  const page = `https://github.com/${owner}/djguard`;
  return {
    homepage: `${page}#readme`,
    bugs: `${page}/issues`,
    repository: { type: 'git', url: `git+${page}.git` },
  };
}
