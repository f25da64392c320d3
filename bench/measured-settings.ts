/** What all processes of a run agree on. */
export const measured = {
  skillId: 'amzn1.ask.skill.00000000-0000-4000-8000-00000000be4c',
  apiId: 'https://pod.sayso.test/api',
  apiSigningKey: 'public-key-of-the-benchmarks-32-bytes-or-more',
  clientId: 'sayso-bench-application',
  clientSecret: 'public-secret-of-the-benchmarks',
  dataKey: Buffer.alloc(32, 7),
  /** The tenant takes this one from everybody. */
  code: '482109',
  rootPath: '/wt',
} as const;
