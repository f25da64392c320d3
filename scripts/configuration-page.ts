/** docs/configuration.md, made from the table of settings. */
import { type SettingDefinition, type SettingsGroup, settingsTable } from '../src/settings/table.ts';

const titles: { readonly [group in SettingsGroup]: string } = {
  mandatory: 'Auth0',
  alexa: 'Alexa',
  codes: 'Codes',
  storage: 'Storage',
  network: 'Network and log',
  business: 'Business',
  pusher: 'Pusher',
};

const groups: readonly SettingsGroup[] = [
  'mandatory',
  'alexa',
  'codes',
  'storage',
  'network',
  'business',
  'pusher',
];

const required: { readonly [when in SettingDefinition['required']]: string } = {
  always: 'yes',
  server: 'yes; `npm start` makes one up',
  never: '',
};

const introduction = `# Configuration

<!-- Made from src/settings/table.ts by "npm run docs"; \`npm run check\` fails where this page is stale. -->

Settings are read from \`src/runtimes/secrets.ini\` (copy \`secrets.example.ini\`) and from the environment, which wins. They
are checked at start: every problem is listed at once. \`npm start\` needs none of them: without a \`secrets.ini\` it uses
the sandbox's tenant, with one it uses yours. No setting turns a check of requests,
tokens or codes off; TRUST_PROFILE_PHONE takes a phone for proven that is not, for demonstrations only.
`;

export const configurationPage = (): string => [introduction, ...groups.map(section)].join('\n');

const section = (group: SettingsGroup): string => {
  const definitions: readonly SettingDefinition[] = settingsTable;
  const rows = definitions
    .filter((definition) => definition.group === group)
    .map(
      ({ key, unit, default: value, description, required: when }) =>
        `| \`${key}\` | ${cell(description)} | ${cell(unit)} | ${cell(value)} | ${required[when]} |`,
    );
  return [
    `## ${titles[group]}`,
    '',
    '| key | what it is | unit | default | required |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
};

/** A bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');
