import type { Local } from './start-local.ts';

/** What `npm start` says once everything listens: where to look, who one is, what to type next. */
export const greeting = (local: Local): string => {
  const { sandbox, root, live, settings } = local;
  const lines = [
    '',
    `  Open this first   ${sandbox.addresses.echo}/   an Echo, a phone and what goes over the wire`,
    '',
    `  Web application   ${root}app/`,
    `  API               ${root}api/openapi.json`,
  ];
  if (live) lines.push(`  Tenant            https://${settings.auth0Domain} (yours)`);
  else lines.push(`  Tenant            ${sandbox.addresses.tenant}`);
  if (settings.publicUrl !== null) {
    lines.push(
      '',
      `  A real Echo reaches this machine at ${root}alexa; requests from there are`,
      '  accepted by Amazon’s certificates only.',
    );
  }
  lines.push('', ...(live ? liveAdvice(local) : sandboxAdvice(local)));
  if (settings.trustProfilePhone) {
    lines.push(
      '',
      '  WARNING: TRUST_PROFILE_PHONE=true. Whatever phone number people put into their own profile',
      '  receives their codes. This is the 2017 sample’s behaviour, for demonstrations only.',
    );
  }
  return `${lines.join('\n')}\n`;
};

/** What a browser will show at the https addresses, said before it does. */
const certificateAdvice = ({ trust }: Local['sandbox']): string[] => {
  switch (trust) {
    case 'trusted':
      return [
        '  The https addresses’ root was trusted by npm run trust; npm run trust -- --remove undoes that.',
      ];
    case 'renewed':
      return [
        '  The certificates were renewed. Your browser trusts a former root only, so it will warn about the https',
        '  addresses: run npm run trust once more.',
      ];
    case 'untrusted':
      return [
        '  Your browser will warn about the https addresses: their certificate is signed by a root that was made',
        '  on this machine and is trusted by nobody yet. Choose “Advanced”, then “Proceed”; or run npm run trust',
        '  once, and it will not warn.',
      ];
    default:
      return trust satisfies never;
  }
};

const sandboxAdvice = ({ sandbox }: Local): string[] => [
  ...certificateAdvice(sandbox),
  '',
  '  People (npm run say -- --user NAME …; the login page shows their passwords):',
  ...sandbox.people.map(({ user, note }) => `    ${user.padEnd(6)} ${note}`),
  '',
  ...whatNext(sandbox.addresses.echo),
  '    npm run phone',
  '',
  '  Ctrl-C ends it.',
];

const liveAdvice = ({ sandbox }: Local): string[] => [
  '  Codes go to real phones and mailboxes. The Echo here links an account in your browser; allow this',
  `  callback in the application’s settings at Auth0: ${sandbox.addresses.linkCallback}`,
  '',
  ...whatNext(sandbox.addresses.echo),
  '',
  '  Ctrl-C ends it.',
];

const standardEcho = 'http://localhost:7102';

/** The commands ask at the standard port, unless the same variable names another one to them too. */
const whatNext = (echo: string): string[] => [
  echo === standardEcho
    ? '  Without a browser, in another terminal:'
    : `  Without a browser, in another terminal where SANDBOX_ECHO_PORT is ${new URL(echo).port} too:`,
  '    npm run say -- "ask pizza on demand to get me a large pizza with pepperoni and mushrooms"',
];
